import type { SqlExecutor } from '../../sql-executor.js';
import { WriterBusy } from '../../writer-busy.js';
import { firstDatabase, openDatabase, type Opener } from './open-database.js';
import { runOn, type SqliteDatabase } from './sqlite-database.js';
import { SqliteTransaction } from './sqlite-transaction.js';
import { Turns } from './turns.js';
import { WriteLock } from './write-lock.js';

/** Half of what a notification has: one that waits in vain gets its response while LianLian still listens. */
const MAX_WAIT_MS = 2_000;

/** An executor with connections of its own. */
export interface SqliteExecutor<Database> extends SqlExecutor<Database> {
  /** Closes the connection of single statements, for the end of the app. Every further use fails. */
  close(): void;
}

/**
 * One connection for single statements, and one for each transaction, one transaction after the other: SQLite has one
 * writer. Never the app's own connection: everything that other requests write there while a handler awaits would be in
 * its transaction, and be rolled back with it.
 *
 * @throws LianlianConfigError if the function does not open a file each time
 */
export function sqliteExecutor<Database extends SqliteDatabase>(
  opener: Opener<Database>,
): SqliteExecutor<Database> {
  const single = firstDatabase(opener);
  const turns = new Turns();
  return {
    dialect: 'sqlite',
    query: async (sql, params, transaction) =>
      transaction === undefined
        ? new WriteLock(MAX_WAIT_MS).despiteOthers(() => runOn(single, sql, params))
        : runOn(transaction, sql, params),
    transaction: async (work, limits) => {
      const begin = new WriteLock(MAX_WAIT_MS);
      if (!(await turns.take(begin.left))) throw new WriterBusy();
      let transaction: SqliteTransaction<Database> | undefined;
      try {
        transaction = new SqliteTransaction(await begin.despiteOthers(() => openDatabase(opener)));
        return await transaction.run(work, {
          begin,
          commit: () => new WriteLock(MAX_WAIT_MS),
          maxMs: limits?.maxMs,
        });
      } finally {
        // Not awaited: who waits for the transaction is told of its end, also where it cannot be closed yet.
        void Promise.resolve(transaction?.close()).then(() => {
          turns.giveBack();
        });
      }
    },
    close: () => {
      single.close();
    },
  };
}
