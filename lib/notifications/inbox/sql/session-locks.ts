import { firstRow, numberIn } from './read-row.js';
import type { SqlExecutor, SqlResult } from './sql-executor.js';
import type { Claim, LockStatements } from './statements.js';

/** Until a session that could not be ended is tried again. */
const RETRY_MS = 1_000;

/**
 * The locks of one attempt, which belong to the session and outlive its transaction: sees to it that they are freed,
 * by their own session or, where it cannot or does not, by its end.
 */
export class SessionLocks<Transaction> {
  private held = false;
  private over = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly executor: SqlExecutor<Transaction>,
    private readonly statements: LockStatements,
    private readonly claim: Claim,
  ) {}

  /** From here on the session may hold them. */
  taken(): void {
    this.held = true;
  }

  /** A statement released them. */
  released(): void {
    this.held = false;
  }

  /** Ends the session, and with it transaction and locks, if the work still runs after this many milliseconds. */
  limit(maxHandlingMs: number): void {
    const end = (): void => {
      this.endSession(() => !this.over).catch(() => {
        if (!this.over) this.timer = setTimeout(end, RETRY_MS).unref();
      });
    };
    this.timer = setTimeout(end, maxHandlingMs).unref();
  }

  /** The work has ended: its session has other work from now on. */
  workEnded(): void {
    this.over = true;
    clearTimeout(this.timer);
  }

  /** Releases them on their own session, where they are held still. Never rejects: `free` comes after. */
  async release(transaction: Transaction): Promise<void> {
    this.workEnded();
    if (this.held && (await this.releasedBy(transaction))) this.held = false;
  }

  /**
   * When the transaction is over and they could not be released: ends the session that holds them, if there is one
   * still. It may be back in the pool, where this very call meets it: then it just releases them.
   */
  async free(): Promise<void> {
    if (!this.held) return;
    const freed = await this.releasedBy(undefined);
    if (!freed) await this.endSession(() => true).catch(nothing);
  }

  private async releasedBy(transaction: Transaction | undefined): Promise<boolean> {
    const [sql, params] = this.statements.release(this.claim);
    const result = await this.executor.query(sql, params, transaction).catch(nothing);
    return numberIn(firstRow(result)[0]) === 1;
  }

  /** The attempt's own lock tells its session from one that took the key since. */
  private async endSession(stillWanted: () => boolean): Promise<void> {
    const holder = await this.executor.query(...this.statements.holder(this.claim));
    const session = numberIn(firstRow(holder)[0]);
    if (session === undefined || !stillWanted()) return;
    await this.executor.query(...this.statements.end(session));
  }
}

function nothing(): SqlResult {
  return { rows: [], affected: 0 };
}
