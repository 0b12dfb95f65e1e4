import type { SqlExecutor } from './sql-executor.js';
import type { Statement } from './statements.js';

/** Any number that no other advisory lock of the app has: `lianlian` in base 36, cut to 31 bits. */
const ADVISORY_LOCK = 1_279_870_285;

/**
 * Runs the DDL if the table is not there. It is asked first, because an app whose migrations made the table
 * often has no right to create one, and `IF NOT EXISTS` is refused then too.
 */
export async function createTable<Transaction>(
  executor: SqlExecutor<Transaction>,
  [probe, params]: Statement,
  ddl: readonly string[],
): Promise<void> {
  const exists = await executor.query(probe, params).then(
    () => true,
    () => false,
  );
  if (exists) return;
  if (executor.dialect === 'mysql') {
    for (const statement of ddl) await executor.query(statement, []);
    return;
  }
  await executor.transaction(async (transaction) => {
    // PostgreSQL's IF NOT EXISTS fails when two processes create the same table at once.
    await executor.query(`SELECT pg_advisory_xact_lock(${String(ADVISORY_LOCK)})`, [], transaction);
    for (const statement of ddl) await executor.query(statement, [], transaction);
  });
}
