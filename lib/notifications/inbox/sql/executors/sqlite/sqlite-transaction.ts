import { setTimeout as sleep } from 'node:timers/promises';

import { LateTimer } from '../../../../../common/timing/late-timer.js';
import { sqlMessages } from '../../sql.messages.js';
import type { SqliteDatabase } from './sqlite-database.js';
import type { WriteLock } from './write-lock.js';

/** Until a connection that could not be closed is tried again. */
const RETRY_MS = 1_000;

/** How long things may take. */
interface Limits {
  readonly begin: WriteLock;
  readonly commit: () => WriteLock;
  /** After which the transaction is rolled back under the feet of work that still runs. */
  readonly maxMs: number | undefined;
}

/**
 * A transaction on a connection that is opened for it and closed behind it. So what a handler leaves running, or does
 * too late, finds a closed connection, and never the transaction of another one.
 */
export class SqliteTransaction<Database extends SqliteDatabase> {
  constructor(private readonly database: Database) {}

  /** @throws what `work` throws; WriterBusy; an error of the library */
  async run<T>(work: (database: Database) => Promise<T>, { begin, commit, maxMs }: Limits): Promise<T> {
    const { database } = this;
    // At once, not with the first write: a transaction that has read before is refused what others wrote since.
    await begin.despiteOthers(() => database.exec('BEGIN IMMEDIATE'));
    const result = await this.limited(work(database), maxMs);
    // Without WAL, a COMMIT waits for readers.
    await commit().despiteOthers(() => database.exec('COMMIT'));
    return result;
  }

  /** Ends it: what is not committed is rolled back. Resolves when it is over. */
  close(): Promise<void> {
    return closeInTheEnd(this.database);
  }

  /** The caller closes the connection after that, before the work can go on. */
  private async limited<T>(work: Promise<T>, maxMs: number | undefined): Promise<T> {
    if (maxMs === undefined) return work;
    let timer: LateTimer | undefined;
    const givenUp = new Promise<never>((_resolve, reject) => {
      const giveUp = (): void => {
        reject(new Error(sqlMessages.givenUp(maxMs)));
      };
      timer = new LateTimer(() => setTimeout(giveUp, maxMs).unref());
    });
    return Promise.race([work, givenUp]).finally(() => timer?.stop());
  }
}

/** better-sqlite3 closes nothing while an `iterate()` of the handler's is under way. */
async function closeInTheEnd(database: SqliteDatabase): Promise<void> {
  for (;;) {
    try {
      database.close();
      return;
    } catch (error) {
      if (isClosed(error)) return;
      await sleep(RETRY_MS, undefined, { ref: false });
    }
  }
}

/** `node:sqlite` says so of a connection that the handler closed. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_STATE';
}
