import type { SqlParameter } from './sql-executor.js';

/** A statement with its parameters. */
export type Statement = readonly [sql: string, params: readonly SqlParameter[]];

/** One attempt to run the work of a key. */
export interface Claim {
  readonly key: string;
  readonly outcome: string;
  /** A UUID that no other attempt has. */
  readonly run: string;
  /** A key that forbids the work once it is done; the claim's own key where none does. */
  readonly unless: string;
}

/** What the inbox says to a database. Columns are read by their position: plugins of the app may rename them. */
export interface InboxStatements {
  /**
   * Writes the key's row, unless its work runs elsewhere, is done, or is forbidden; milliseconds where the statement can
   * limit it.
   */
  claim(claim: Claim, maxHandlingMs: number): Statement;
  /**
   * After a claim that wrote nothing: a row with the outcome of what is done, with the `run` of what was committed
   * without being done, if nobody is at work on it and it is not forbidden, and with 1 if it is; null for all three while
   * the work runs elsewhere.
   */
  refused(claim: Claim, maxHandlingMs: number): Statement;
  /** Makes the row of an abandoned run one of this attempt, if it is there still. */
  takeOver(claim: Claim, abandoned: string): Statement;
  /** Where `complete` cannot tell the transaction of the claim from a later one: what does, and fails in another one. */
  readonly savepoint?: { readonly set: string; readonly release: string } | undefined;
  /** After the work: says that the key is done. Writes nothing unless the row is there, and the transaction the claim's. */
  complete(claim: Claim): Statement;
  /** Where one message may hold several statements: what travels with BEGIN and with COMMIT. */
  readonly together?: TogetherStatements | undefined;
  /** A row with the outcome of a key that is done. */
  recall(key: string): Statement;
  /** A row if the work of this very attempt was committed, and is not done. */
  left(claim: Claim): Statement;
  /** Deletes what is left of this very attempt. */
  forget(claim: Claim): Statement;
  /**
   * Deletes at most `purgeBatch` of the oldest rows beyond the retention. A row that begins with their number; without
   * one, how many rows were written tells.
   */
  purge(retentionDays: number): Statement;
  /** Few enough rows that none is locked for more than a second or so. */
  readonly purgeBatch: number;
  /** Fails if the table is not there, or has other columns. */
  probe(): Statement;
  /** Fails if there is no table of this name that has keys, of whatever version. */
  probeAnyVersion(): Statement;
  /** Where a transaction keeps all others from writing, and none of them sees whose it is: SQLite. */
  readonly oneWriter?: true | undefined;
  /** Where the claim is a lock of the session, which no end of a transaction frees. */
  readonly locks?: LockStatements | undefined;
}

/** Statements without parameters. */
interface TogetherStatements {
  /** The claim. */
  first(claim: Claim, maxHandlingMs: number): string;
  /** `complete`, which fails where it writes nothing, and so keeps the COMMIT behind it from being run. */
  last(claim: Claim): string;
  /** The codes of its failures, beside those that end any transaction: all others are the COMMIT's. */
  readonly failures: ReadonlySet<string>;
}

/** The locks of a session: one of the key, and one of the attempt, which tells its session from all others. */
export interface LockStatements {
  /** Frees both; a row that begins with 1 if they were held. */
  release(claim: Claim): Statement;
  /** A row with the number of the session that holds the attempt's lock, or null. */
  holder(claim: Claim): Statement;
  /** Ends a session. */
  end(session: number): Statement;
}
