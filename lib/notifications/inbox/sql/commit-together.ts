import type { SqlExecutor } from './sql-executor.js';
import { sqlMessages } from './sql.messages.js';
import type { Statement } from './statements.js';

const SAVEPOINT = 'lianlian_inbox';

/**
 * Runs `work` and `complete` in one transaction. False, and all rolled back, if the claim was lost.
 *
 * The claim's row is not locked while `work` runs, so that copies are answered (busy) and the lease is renewed
 * meanwhile. What fences is `complete`: it finds its token, and from then on keeps everybody else waiting, or it
 * finds another's, and nothing happened.
 */
export async function commitTogether<Transaction>(
  executor: SqlExecutor<Transaction>,
  isHeld: Statement,
  complete: Statement,
  work: (transaction: Transaction) => Promise<void>,
): Promise<boolean> {
  const claim = { lost: false };
  const insist = (held: boolean): void => {
    if (held) return;
    claim.lost = true;
    throw new ClaimLost();
  };
  try {
    await executor.transaction(async (transaction) => {
      insist((await executor.query(...isHeld, transaction)).rows.length > 0);
      await executor.query(`SAVEPOINT ${SAVEPOINT}`, [], transaction);
      await work(transaction);
      await assertStillOpen(executor, transaction);
      insist((await executor.query(...complete, transaction)).affected > 0);
    });
    return true;
  } catch (error) {
    // Not by the error, which a failing rollback replaces in some libraries.
    if (claim.lost) return false;
    throw error;
  }
}

/**
 * A savepoint ends with its transaction. Without this check, a handler that swallows a deadlock (for which MySQL
 * rolls all of the transaction back) would have its notification marked as done, and its writes lost.
 */
async function assertStillOpen<Transaction>(
  executor: SqlExecutor<Transaction>,
  transaction: Transaction,
): Promise<void> {
  try {
    await executor.query(`RELEASE SAVEPOINT ${SAVEPOINT}`, [], transaction);
  } catch (cause) {
    throw new Error(sqlMessages.transactionEnded, { cause });
  }
}

/** Makes the library roll back; it is caught here. */
class ClaimLost extends Error {}
