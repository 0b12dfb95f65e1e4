import { endsWithin } from '../../common/timing/within-time.js';

/** For how long a notification has been handled. What it waits for its turn does not count: nothing of it runs then. */
export class HandlingTime {
  private readonly startedAt = performance.now();
  private waitedMs = 0;
  private waitsSince: number | undefined;

  /** From now on it waits for its turn. */
  wait(): void {
    this.waitsSince = performance.now();
  }

  /** It is its turn. */
  goOn(): void {
    this.waitedMs = this.waited();
    this.waitsSince = undefined;
  }

  /** Whether the handling ends before it has taken `maxMs`. What it fails with is passed on. */
  async isEnoughFor(handling: Promise<unknown>, maxMs: number): Promise<boolean> {
    for (let left = maxMs - this.ms(); left > 0; left = maxMs - this.ms()) {
      if (await endsWithin(handling, left)) return true;
    }
    return false;
  }

  private ms(): number {
    return performance.now() - this.startedAt - this.waited();
  }

  private waited(): number {
    return this.waitedMs + (this.waitsSince === undefined ? 0 : performance.now() - this.waitsSince);
  }
}
