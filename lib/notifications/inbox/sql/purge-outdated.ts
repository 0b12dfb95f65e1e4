import { despiteConflicts } from './conflicts.js';
import { firstRow, numberIn } from './read-row.js';
import type { SqlExecutor } from './sql-executor.js';
import type { InboxStatements } from './statements.js';

/**
 * Deletes outdated rows batch by batch, and says how many. In transactions for their isolation: at a stricter one the
 * database would lock the gaps between the rows, or refuse two processes at once.
 */
export async function purgeOutdated<Transaction>(
  executor: SqlExecutor<Transaction>,
  statements: InboxStatements,
  retentionDays: number,
): Promise<number> {
  const [sql, params] = statements.purge(retentionDays);
  let purged = 0;
  for (;;) {
    const result = await despiteConflicts(() =>
      executor.transaction((transaction) => executor.query(sql, params, transaction)),
    );
    const batch = numberIn(firstRow(result)[0]) ?? result.affected;
    purged += batch;
    // Fewer than asked for: the rest is fresh, or another process deletes it at this moment.
    if (batch < statements.purgeBatch) return purged;
  }
}
