/** How a process handles notifications. */
export interface LianlianWorkerOptions {
  /** How many at a time. Default 10. */
  readonly concurrency?: number | undefined;
  /**
   * After how long without a sign of life a worker counts as dead, in milliseconds, and another one takes over its
   * notifications. Default 30000; at least 10000 with pg-boss.
   */
  readonly stalledMs?: number | undefined;
}

/** Each pause is twice the one before, give or take a quarter. */
export interface LianlianBackoffOptions {
  /** The pause after the first attempt, in milliseconds. Default 1000. */
  readonly firstMs?: number | undefined;
  /** The longest pause, in milliseconds. Default 900000: a quarter of an hour. */
  readonly maxMs?: number | undefined;
}
