import type { SqlParameter, SqlResult } from './sql-executor.js';
import type { InboxStatements, Statement } from './statements.js';

const BATCH_SIZE = 500;

/** Deletes outdated keys batch by batch, and says how many. */
export async function purgeOutdated(
  run: (statement: Statement) => Promise<SqlResult>,
  statements: InboxStatements,
  retentionDays: number,
): Promise<number> {
  let purged = 0;
  for (;;) {
    const { rows } = await run(statements.outdated(retentionDays, BATCH_SIZE));
    if (rows.length === 0) return purged;
    const { affected } = await run(statements.deleteOutdated(rows.map(firstColumn), retentionDays));
    purged += affected;
    // None: another process deletes the same keys at this moment.
    if (rows.length < BATCH_SIZE || affected === 0) return purged;
  }
}

/** Whatever the library, or a plugin of the app, made of the column's name. */
function firstColumn(row: unknown): SqlParameter {
  return Object.values(row as Readonly<Record<string, SqlParameter>>)[0] ?? '';
}
