import { didNotAnswer, withinTime } from '../common/timing/within-time.js';

/**
 * Something that is asked whenever Prometheus reads. It is asked once at a time: where a server does not answer, the
 * question stays open in its client, and more of them would use up a pool.
 */
export class SingleQuestion<T> {
  private open: Promise<T> | undefined;

  /**
   * @param what is asked, for an error
   * @param timeoutMs how long Prometheus waits for it, which itself waits for ten seconds by default
   */
  constructor(
    private readonly what: string,
    private readonly timeoutMs: number,
    private readonly ask: () => Promise<T>,
  ) {}

  /** Undefined where there is no answer in time, or an error. */
  async answer(): Promise<T | undefined> {
    this.open ??= this.asked();
    try {
      return await withinTime(this.open, this.timeoutMs, () => didNotAnswer(this.what, this.timeoutMs));
    } catch {
      return undefined;
    }
  }

  private async asked(): Promise<T> {
    try {
      // What throws at once does so within the promise, after it is kept.
      await Promise.resolve();
      return await this.ask();
    } finally {
      this.open = undefined;
    }
  }
}
