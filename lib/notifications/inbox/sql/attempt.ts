import { randomUUID } from 'node:crypto';

import type { OnceResult } from '../../../common/notification-inbox.js';
import { firstRow, textIn } from './read-row.js';
import { SessionLocks } from './session-locks.js';
import type { SqlExecutor, SqlResult } from './sql-executor.js';
import type { Claim, InboxStatements, Statement } from './statements.js';
import { TransactionEnded } from './transaction-ended.js';
import { isWriterBusy } from './writer-busy.js';

/** Work under a claim. */
export interface Work<Transaction> {
  readonly key: string;
  readonly outcome: string;
  /** Milliseconds, a whole number of at most 31 bits. */
  readonly maxHandlingMs: number;
  run(transaction: Transaction): Promise<void>;
  /** Is called when the transaction is over, which work that was given up outlives. */
  readonly over?: (() => void) | undefined;
}

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
  private readonly claim: Claim;
  private readonly locks: SessionLocks<Transaction> | undefined;
  /** What went wrong within the transaction. Some libraries replace it when their rollback fails, or resolve. */
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly executor: SqlExecutor<Transaction>,
    private readonly statements: InboxStatements,
    private readonly work: Work<Transaction>,
  ) {
    this.claim = { key: work.key, outcome: work.outcome, run: randomUUID() };
    this.locks = statements.locks && new SessionLocks(executor, statements.locks, this.claim);
  }

  /** @throws what the work throws; else TransactionEnded, or an error of the database */
  async result(): Promise<OnceResult> {
    let inside: Promise<OnceResult> | undefined;
    const transacted = this.executor.transaction((transaction) => (inside = this.within(transaction)), {
      maxMs: this.work.maxHandlingMs,
    });
    const rejected = await transacted.then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    this.work.over?.();
    // A handler may end the library's transaction and go on: whoever is told of its end must not find it at work.
    const result = await inside?.catch(() => undefined);
    const failure = this.failure ?? rejected;
    // Whoever has SQLite's write lock may well be at work on this very key.
    if (!this.began && isWriterBusy(failure?.error)) return { status: 'busy' };
    if (failure !== undefined || result === undefined) await this.forget();
    await this.locks?.free();
    if (failure !== undefined) throw failure.error;
    if (result === undefined) throw new TransactionEnded();
    return result;
  }

  private async within(transaction: Transaction): Promise<OnceResult> {
    const query: Query = ([sql, params]) => this.executor.query(sql, params, transaction);
    try {
      this.locks?.taken();
      const refusal = await this.refusal(query);
      if (refusal !== undefined) return refusal;
      const { savepoint } = this.statements;
      if (savepoint !== undefined) await query([savepoint.set, []]);
      this.began = true;
      this.locks?.limit(this.work.maxHandlingMs);
      await this.work.run(transaction);
      await this.executor.flush?.(transaction);
      this.locks?.workEnded();
      await this.complete(query);
      return { status: 'ran' };
    } catch (error) {
      this.failure = { error };
      throw error;
    } finally {
      await this.locks?.release(transaction);
    }
  }

  /** Claims the key. What it is instead, where it cannot be claimed. */
  private async refusal(query: Query): Promise<OnceResult | undefined> {
    const { statements, claim, work } = this;
    const { affected } = await query(statements.claim(claim, work.maxHandlingMs));
    if (affected > 0) return undefined;
    const [outcome, abandoned] = firstRow(await query(statements.refused(claim, work.maxHandlingMs))).map(
      textIn,
    );
    if (abandoned !== undefined) {
      const taken = await query(statements.takeOver(claim, abandoned));
      return taken.affected > 0 ? undefined : { status: 'busy' };
    }
    this.locks?.released();
    return outcome === undefined ? { status: 'busy' } : { status: 'done', outcome };
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
