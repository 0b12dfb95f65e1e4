import { randomUUID } from 'node:crypto';

import type { OnceResult } from '../../../common/inbox/notification-inbox.js';
import { driverCodes } from './driver-codes.js';
import { firstRow, numberIn, textIn } from './read-row.js';
import { SessionLocks } from './session-locks.js';
import type { SqlExecutor, SqlResult, SqlTogether } from './sql-executor.js';
import type { Claim, InboxStatements, Statement } from './statements.js';
import { isTransactionOver, TransactionEnded } from './transaction-ended.js';
import { SessionEnd } from './session-end.js';
import { isWriterBusy } from './writer-busy.js';

/** Work under a claim. */
export interface Work<Transaction> {
  readonly key: string;
  readonly outcome: string;
  /** A key that forbids it once it is done. */
  readonly unless?: string | undefined;
  /** Milliseconds, a whole number of at most 31 bits. */
  readonly maxHandlingMs: number;
  run(transaction: Transaction): Promise<void>;
  /** Is called when the transaction is over, which work that was given up outlives. */
  readonly over?: (() => void) | undefined;
}

/** Fails where the session is over. */
const ALIVE: Statement = ['SELECT 1 AS alive', []];

/** Runs a statement in the transaction. */
type Query = (statement: Statement) => Promise<SqlResult>;

/**
 * One transaction that claims a key, does its work, and remembers its outcome. The row that is written first says that
 * the work was begun, and behind the work that it is done: a rollback takes it away, with the claim and all that the
 * work wrote. One that a handler commits by itself is not done, and nobody takes it for that.
 */
export class Attempt<Transaction> {
  /** Whether the work was begun: it is never begun again then. */
  began = false;
  private readonly sessionEnd: SessionEnd;
  /** Whether the work has ended well, and the COMMIT is to complete its row. */
  private completesWithCommit = false;
  private readonly claim: Claim;
  /** The result of the claim, where it came with BEGIN. */
  private first: SqlResult | undefined;
  private readonly locks: SessionLocks<Transaction> | undefined;
  /** What went wrong within the transaction. Some libraries replace it when their rollback fails, or resolve. */
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly executor: SqlExecutor<Transaction>,
    private readonly statements: InboxStatements,
    private readonly work: Work<Transaction>,
  ) {
    const { key, outcome, unless = key } = work;
    this.claim = { key, outcome, run: randomUUID(), unless };
    this.sessionEnd = new SessionEnd(work.maxHandlingMs);
    this.locks = statements.locks && new SessionLocks(executor, statements.locks, this.claim);
  }

  /** @throws what the work throws; else TransactionEnded, or an error of the database */
  async result(): Promise<OnceResult> {
    let inside: Promise<OnceResult> | undefined;
    const transacted = this.executor.transaction((transaction) => (inside = this.within(transaction)), {
      maxMs: this.work.maxHandlingMs,
      together: this.together(),
    });
    const rejected = await transacted.then(
      () => undefined,
      (error: unknown) => ({ error: this.toldOf(error) }),
    );
    this.work.over?.();
    // A handler may end the library's transaction and go on. It must be done before anybody hears of that end.
    const result = await inside?.catch(() => undefined);
    const failure = this.failure ?? rejected ?? this.uncommitted();
    // The owner of SQLite's write lock may well be at work on this very key.
    if (!this.began && isWriterBusy(failure?.error)) return { status: 'busy' };
    if (failure !== undefined || result === undefined) await this.forget();
    await this.locks?.free();
    if (failure !== undefined) throw failure.error;
    if (result === undefined) throw new TransactionEnded();
    return result;
  }

  private together(): SqlTogether | undefined {
    const { statements, claim, work } = this;
    const { together } = statements;
    return (
      together && {
        first: together.first(claim, work.maxHandlingMs),
        begun: (result) => (this.first = result),
        last: () => (this.completesWithCommit ? together.last(claim) : undefined),
        committed: () => (this.completesWithCommit = false),
      }
    );
  }

  private async within(transaction: Transaction): Promise<OnceResult> {
    const query: Query = ([sql, params]) => this.executor.query(sql, params, transaction);
    this.completesWithCommit = false;
    try {
      this.locks?.taken();
      const claimed = this.first ?? (await query(this.statements.claim(this.claim, this.work.maxHandlingMs)));
      const refusal = claimed.affected > 0 ? undefined : await this.refusal(query);
      if (refusal !== undefined) return refusal;
      const { savepoint } = this.statements;
      if (savepoint !== undefined) await query([savepoint.set, []]);
      this.began = true;
      this.locks?.limit(this.work.maxHandlingMs);
      await this.sessionEnd.ends(this.work.run(transaction), () => query(ALIVE));
      await this.executor.flush?.(transaction);
      this.locks?.workEnded();
      if (this.first === undefined) await this.complete(query);
      else this.completesWithCommit = true;
      return { status: 'ran' };
    } catch (error) {
      this.failure = { error };
      throw error;
    } finally {
      await this.locks?.release(transaction);
    }
  }

  /** Why the key was not claimed; undefined where it is claimed after all. */
  private async refusal(query: Query): Promise<OnceResult | undefined> {
    const { statements, claim, work } = this;
    const row = firstRow(await query(statements.refused(claim, work.maxHandlingMs)));
    const [outcome, abandoned] = row.map(textIn);
    if (abandoned !== undefined) {
      const taken = await query(statements.takeOver(claim, abandoned));
      return taken.affected > 0 ? undefined : { status: 'busy' };
    }
    this.locks?.released();
    if (outcome !== undefined) return { status: 'done', outcome };
    return { status: numberIn(row[2]) === 1 ? 'barred' : 'busy' };
  }

  /**
   * Without its checks, a handler that swallows a deadlock (for which MySQL rolls all of the transaction back) or any
   * error of PostgreSQL (whose COMMIT rolls back then, and does not fail), or that rolls back and begins anew, would
   * have its notification acknowledged.
   */
  private async complete(query: Query): Promise<void> {
    const { savepoint } = this.statements;
    const complete = async (): Promise<SqlResult> => {
      if (savepoint !== undefined) await query([savepoint.release, []]);
      return query(this.statements.complete(this.claim));
    };
    const { affected } = await complete().catch((cause: unknown) => {
      throw new TransactionEnded({ cause });
    });
    if (affected === 0) throw new TransactionEnded();
    this.locks?.released();
  }

  /** An executor around another one may swallow that its COMMIT failed. */
  private uncommitted(): { readonly error: unknown } | undefined {
    return this.completesWithCommit ? { error: new TransactionEnded() } : undefined;
  }

  /** What completes the row may have come with the COMMIT, and failed there: not so what the COMMIT checks for the app. */
  private toldOf(error: unknown): unknown {
    const { together } = this.statements;
    if (!this.completesWithCommit || together === undefined) return error;
    const isOver = driverCodes(error).some((code) => isTransactionOver(code) || together.failures.has(code));
    return isOver ? new TransactionEnded({ cause: error }) : error;
  }

  /**
   * What failed is not remembered, also where the handler committed by itself. Looks first: a DELETE would wait for a
   * copy that runs already. Nothing that goes wrong here is told instead of the failure.
   */
  private async forget(): Promise<void> {
    if (!this.began) return;
    try {
      const { rows } = await this.executor.query(...this.statements.left(this.claim));
      if (rows.length > 0) await this.executor.query(...this.statements.forget(this.claim));
    } catch {
      // The database is away, and a row that the handler committed stays: as one that is not done.
    }
  }
}
