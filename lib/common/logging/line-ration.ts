import { TokenBucket } from '../timing/token-bucket.js';

/** Lines at once, and lines per second from then on: enough to see what goes on, and no flood. */
const AT_ONCE = 20;
const PER_SECOND = 1;

/** Rations lines of a log that anybody can cause: some at once, then a few per second, and none lost uncounted. */
export class LineRation {
  private readonly lines: TokenBucket;
  private leftOut = 0;

  constructor({ atOnce = AT_ONCE, perSecond = PER_SECOND } = {}) {
    this.lines = new TokenBucket(perSecond, atOnce);
  }

  /**
   * Asks to write a line.
   *
   * @returns how many were left out since the last one that was written, or undefined if this one is to be left out
   */
  next(): number | undefined {
    if (!this.lines.take()) {
      this.leftOut++;
      return undefined;
    }
    const leftOut = this.leftOut;
    this.leftOut = 0;
    return leftOut;
  }
}
