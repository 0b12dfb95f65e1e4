import { endsWithin } from '../../common/timing/within-time.js';

/** Handlers that run: a shutdown waits for them, however long they take. */
export class RunningWork {
  private readonly running = new Set<Promise<void>>();

  track<T>(work: Promise<T>): Promise<T> {
    const ended = work.then(
      () => undefined,
      () => undefined,
    );
    this.running.add(ended);
    void ended.finally(() => this.running.delete(ended));
    return work;
  }

  /**
   * Whether what closes is closed. What it had begun to fetch when it was told may run yet, and is waited for; false
   * where it takes longer than a time in which nothing runs.
   */
  async endsWith(closing: Promise<unknown>, idleMs: number): Promise<boolean> {
    for (;;) {
      while (this.running.size > 0) await Promise.all(this.running);
      if (await endsWithin(closing, idleMs)) return true;
      if (this.running.size === 0) return false;
    }
  }
}
