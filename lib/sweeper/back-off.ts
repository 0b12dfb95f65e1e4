interface Pause {
  readonly attempts: number;
  readonly until: number;
}

/** The longest pause between two queries for one payment. */
const LONGEST_MS = 60 * 60 * 1000;

/**
 * How long to leave a payment alone: twice as long after each query that brought no result, with some chance in
 * it so that payments of one rush do not return as one. Payments that are no longer listed are forgotten.
 */
export class BackOff {
  private pauses = new Map<string, Pause>();
  private listed = new Map<string, Pause>();

  constructor(
    private readonly firstMs: number,
    private readonly random: () => number = Math.random,
  ) {}

  /** Whether the payment's turn has come. */
  isDue(key: string, now: number): boolean {
    const pause = this.pauses.get(key);
    if (pause !== undefined) this.listed.set(key, pause);
    return pause === undefined || pause.until <= now;
  }

  /** Notes that a query brought no result. */
  postpone(key: string, now: number): void {
    const attempts = this.pauses.get(key)?.attempts ?? 0;
    const pauseMs = Math.min(LONGEST_MS, this.firstMs * 2 ** attempts) * (0.75 + this.random() / 2);
    this.listed.set(key, { attempts: attempts + 1, until: now + pauseMs });
  }

  settle(key: string): void {
    this.listed.delete(key);
  }

  /** Ends a round: what was not listed in it is settled or given up. */
  endRound(): void {
    this.pauses = this.listed;
    this.listed = new Map();
  }
}
