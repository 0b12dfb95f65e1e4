/** Tokens that come back at a steady rate. */
export class TokenBucket {
  private left: number;
  private at = performance.now();

  /** @param perSecond tokens per second, and the size of a burst */
  constructor(private readonly perSecond: number) {
    this.left = perSecond;
  }

  /** Takes a token. False if there is none left. */
  take(): boolean {
    const now = performance.now();
    this.left = Math.min(this.perSecond, this.left + ((now - this.at) / 1000) * this.perSecond);
    this.at = now;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }

  giveBack(): void {
    this.left += 1;
  }
}
