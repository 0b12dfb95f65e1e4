import { LianlianConfigError } from '../../../errors/lianlian-config.error.js';
import type { SqlExecutor } from './sql-executor.js';
import { sqlMessages } from './sql.messages.js';
import type { InboxStatements, Statement } from './statements.js';

/** Any number that no other advisory lock of the app has: `lianlian` in base 36, cut to 31 bits. */
const ADVISORY_LOCK = 1_279_870_285;

/** A table that is to be there. */
interface WantedTable {
  /** As the user wrote it. */
  readonly name: string;
  readonly statements: Pick<InboxStatements, 'probe' | 'probeAnyVersion'>;
  readonly ddl: readonly string[];
}

/**
 * Runs the DDL if the table is not there. It is asked first, because an app whose migrations made the table
 * often has no right to create one, and `IF NOT EXISTS` is refused then too.
 *
 * @throws LianlianConfigError if there is a table of this name with other columns
 */
export async function createTable<Transaction>(
  executor: SqlExecutor<Transaction>,
  { name, statements, ddl }: WantedTable,
): Promise<void> {
  const run = ([sql, params]: Statement): Promise<unknown> => executor.query(sql, params);
  const works = (statement: Statement): Promise<boolean> =>
    run(statement).then(
      () => true,
      () => false,
    );
  const refuse = (cause?: unknown): never => {
    throw new LianlianConfigError([{ option: 'table', message: sqlMessages.otherColumns(name) }], { cause });
  };
  if (await works(statements.probe())) return;
  if (await works(statements.probeAnyVersion())) {
    // Once more: another process may have created it between the two.
    await run(statements.probe()).catch(refuse);
    return;
  }
  await create(executor, ddl);
  await run(statements.probe()).catch(refuse);
}

async function create<Transaction>(
  executor: SqlExecutor<Transaction>,
  ddl: readonly string[],
): Promise<void> {
  if (executor.dialect === 'mysql') {
    for (const statement of ddl) await executor.query(statement, []);
    return;
  }
  await executor.transaction(async (transaction) => {
    if (executor.dialect === 'postgres') {
      // Its IF NOT EXISTS fails when two processes create the same table at once.
      // In FROM, as it gives a void, which some libraries cannot read.
      const lock = `SELECT 1 AS locked FROM pg_advisory_xact_lock(${String(ADVISORY_LOCK)})`;
      await executor.query(lock, [], transaction);
    }
    for (const statement of ddl) await executor.query(statement, [], transaction);
  });
}
