import type { NotificationInbox } from '../../common/inbox/notification-inbox.js';

/** How the suite sees what a handler wrote in an inbox's transaction. */
export interface ConformanceTransactions<Transaction> {
  /** Writes one row that says `text`, in the transaction and nowhere else. */
  write(transaction: Transaction, text: string): Promise<unknown>;
  /** How many committed rows say `text`, read outside of any transaction. */
  count(text: string): Promise<number> | number;
  /**
   * Runs one statement of SQL in the transaction, in a database that has `BEGIN`, `COMMIT`, `ROLLBACK` and `SAVEPOINT`.
   * Where it is given, the suite lets handlers end their transaction by themselves.
   */
  statement?(transaction: Transaction, sql: string): Promise<unknown>;
}

/** What `inboxConformance` has to know of a store. */
export interface InboxConformanceOptions<Transaction = unknown> {
  /**
   * Another client on the same store, as another process would have. What is in the store already does not
   * matter: every case takes keys of its own. An inbox that lives in one process returns the same one each time.
   */
  readonly open: () => NotificationInbox<Transaction> | Promise<NotificationInbox<Transaction>>;
  /** Closes what `open` opened; called once for each. */
  readonly close?: ((inbox: NotificationInbox) => unknown) | undefined;
  /** The store keeps what it knows when all clients are closed and opened again. Default false. */
  readonly durable?: boolean | undefined;
  /** Restarts the server too, between closing and opening. Only where `durable`. */
  readonly restart?: (() => Promise<unknown>) | undefined;
  /**
   * The lease that the suite asks for, in milliseconds, where it lets work outlive it. Default 150; longer for coarse
   * clocks.
   */
  readonly leaseMs?: number | undefined;
  /** Whether copies are told that the work runs, rather than wait for its end. Default true. */
  readonly tellsBusy?: boolean | undefined;
  /** Whether a claim whose work outlives `maxHandlingMs` is free again. Default true. */
  readonly givesUp?: boolean | undefined;
  /** Where the inbox is `transactional`. */
  readonly transactions?: ConformanceTransactions<Transaction> | undefined;
}

/** One case: `it(name, run)` in Vitest, Jest or node:test. */
export interface InboxConformanceCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}
