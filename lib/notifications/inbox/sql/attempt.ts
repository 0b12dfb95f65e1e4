import { randomUUID } from 'node:crypto';

import type { OnceResult } from '../../../common/notification-inbox.js';
import { firstRow, numberIn, textIn } from './read-row.js';
import { SessionLocks } from './session-locks.js';
import type { SqlExecutor, SqlResult } from './sql-executor.js';
import type { Claim, InboxStatements, Statement } from './statements.js';
import { TransactionEnded } from './transaction-ended.js';

/** Work under a claim. */
interface Work<Transaction> {
  readonly key: string;
  readonly outcome: string;
  /** Milliseconds, a whole number of at most 31 bits. */
  readonly maxHandlingMs: number;
  run(transaction: Transaction): Promise<void>;
}

/**
 * One transaction that claims a key, does its work, and remembers its outcome. The row that is written first is what
 * remembers: a rollback takes it away, with the claim and all that the work wrote.
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
    const transacted = this.executor.transaction((transaction) => (inside = this.within(transaction)));
    const rejected = await transacted.then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    // A handler may end the library's transaction and go on: whoever is told of its end must not find it at work.
    const result = await inside?.catch(() => undefined);
    const failure = this.failure ?? rejected;
    // Not where a COMMIT failed: the database may have done it, the work's writes included.
    if (this.failure !== undefined || failure?.error instanceof TransactionEnded) await this.forget();
    await this.locks?.free();
    if (failure !== undefined) throw failure.error;
    if (result === undefined) throw new TransactionEnded();
    return result;
  }

  private async within(transaction: Transaction): Promise<OnceResult> {
    const query = ([sql, params]: Statement): Promise<SqlResult> =>
      this.executor.query(sql, params, transaction);
    try {
      this.locks?.taken();
      const { affected } = await query(this.statements.claim(this.claim, this.work.maxHandlingMs));
      if (affected === 0) return await this.refused(query);
      this.began = true;
      this.locks?.limit(this.work.maxHandlingMs);
      await this.work.run(transaction);
      this.locks?.workEnded();
      await this.assertIntact(query);
      return { status: 'ran' };
    } catch (error) {
      this.failure = { error };
      throw error;
    } finally {
      await this.locks?.release(transaction);
    }
  }

  private async refused(query: (statement: Statement) => Promise<SqlResult>): Promise<OnceResult> {
    const [outcome] = firstRow(await query(this.statements.refused(this.claim)));
    this.locks?.released();
    const text = textIn(outcome);
    return text === undefined ? { status: 'busy' } : { status: 'done', outcome: text };
  }

  /**
   * Without this check, a handler that swallows a deadlock (for which MySQL rolls all of the transaction back) or any
   * error of PostgreSQL (whose COMMIT rolls back then, and does not fail) would have its notification acknowledged.
   */
  private async assertIntact(query: (statement: Statement) => Promise<SqlResult>): Promise<void> {
    if (this.executor.commitTellsRollback === true && this.locks === undefined) return;
    const row = await query(this.statements.intact(this.claim)).then(firstRow, (cause: unknown) => {
      throw new TransactionEnded({ cause });
    });
    const [intact, released] = row.map(numberIn);
    if (released === 1) this.locks?.released();
    if (intact !== 1) throw new TransactionEnded();
  }

  /**
   * What failed is not remembered, also where the handler committed by itself. Looks first: a DELETE would wait for a
   * copy that runs already. Nothing that goes wrong here is told instead of the failure.
   */
  private async forget(): Promise<void> {
    if (!this.began) return;
    try {
      const { rows } = await this.executor.query(...this.statements.committed(this.claim));
      if (rows.length > 0) await this.executor.query(...this.statements.forget(this.claim));
    } catch {
      // The database is away, and a row that the handler committed stays.
    }
  }
}
