import type { SqlParameter } from './sql-executor.js';

/** A statement with its parameters. */
export type Statement = readonly [sql: string, params: readonly SqlParameter[]];

/** One attempt to run the work of a key. */
export interface Claim {
  readonly key: string;
  readonly outcome: string;
  /** A UUID that no other attempt has. */
  readonly run: string;
}

/** What the inbox says to a database. Columns are read by their position: plugins of the app may rename them. */
export interface InboxStatements {
  /** Writes the key's row, unless its work runs elsewhere or is done; milliseconds where the statement can limit it. */
  claim(claim: Claim, maxHandlingMs: number): Statement;
  /** After a claim that wrote nothing: one row with the outcome, or no row or null while the work runs elsewhere. */
  refused(claim: Claim): Statement;
  /** After the work: a row that begins with 1 if the transaction of the claim is still the one that is open. */
  intact(claim: Claim): Statement;
  /** A row with the outcome of a key that is done. */
  recall(key: string): Statement;
  /** A row if this very attempt was committed. */
  committed(claim: Claim): Statement;
  forget(claim: Claim): Statement;
  /** Deletes at most `purgeBatch` of the oldest rows beyond the retention. A row that begins with their number, or none. */
  purge(retentionDays: number): Statement;
  /** Few enough rows that none is locked for more than a second or so. */
  readonly purgeBatch: number;
  /** Fails if the table is not there, or has other columns. */
  probe(): Statement;
  /** Fails if there is no table of this name that has keys, of whatever version. */
  probeAnyVersion(): Statement;
  /** Where the claim is a lock of the session, which no end of a transaction frees. */
  readonly locks?: LockStatements | undefined;
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
