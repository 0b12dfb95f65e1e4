import type { SqlParameter } from './sql-executor.js';

/** A statement with its parameters. */
export type Statement = readonly [sql: string, params: readonly SqlParameter[]];

/**
 * What the inbox says to a database. Leases run by the database's clock, so that the clocks of the app's
 * machines don't matter.
 */
export interface InboxStatements {
  /** Tried in this order, each on its own: the first that writes a row has taken the claim. */
  claim(key: string, token: string, leaseMs: number): readonly Statement[];
  /** A row if the key is done. */
  isDone(key: string): Statement;
  /** A row if the token holds the claim and its lease runs. */
  isHeld(key: string, token: string): Statement;
  renew(key: string, token: string, leaseMs: number): Statement;
  complete(key: string, token: string): Statement;
  /** As `complete`, also after the lease's end, as long as no other process took the claim. */
  completeUnlessTaken(key: string, token: string): Statement;
  release(key: string, token: string): Statement;
  /** The keys whose lease (or completion) is older than the retention: the oldest first, as the first column. */
  outdated(retentionDays: number, limit: number): Statement;
  /** Deletes those of the keys that are outdated still. */
  deleteOutdated(keys: readonly SqlParameter[], retentionDays: number): Statement;
  /** Fails if the table is not there. */
  probe(): Statement;
}
