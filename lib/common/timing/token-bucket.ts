/** Tokens that come back at a steady rate. */
export class TokenBucket {
  private left: number;
  private at = performance.now();

  /**
   * @param perSecond tokens that come back per second
   * @param atOnce the size of a burst, and what there is at first
   */
  constructor(
    private readonly perSecond: number,
    private readonly atOnce = perSecond,
  ) {
    this.left = atOnce;
  }

  /** Takes a token. False if there is none left. */
  take(): boolean {
    if (!this.has()) return false;
    this.left -= 1;
    return true;
  }

  /** Whether there is a token to take. */
  has(): boolean {
    const now = performance.now();
    const seconds = Math.max(0, now - this.at) / 1000;
    this.left = Math.min(this.atOnce, this.left + seconds * this.perSecond);
    this.at = now;
    return this.left >= 1;
  }

  giveBack(): void {
    this.left += 1;
  }
}
