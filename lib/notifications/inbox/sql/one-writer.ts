import type { OnceResult } from '../../../common/inbox/notification-inbox.js';

/** How one copy is handled. */
interface Copy {
  readonly key: string;
  /** The outcome of the key if it is done, read without the lock. */
  recall(): Promise<string | undefined>;
  /** Waits for the lock and does the work. Calls `over` when its transaction is, which work that hangs outlives. */
  attempt(over: () => void): Promise<OnceResult>;
}

/**
 * What can be said of a key without the one write lock of SQLite, for which a copy would wait behind whatever order is
 * at work: that it is done, and that this process is at work on it.
 */
export class OneWriter {
  private readonly atWork = new Map<string, Copy>();

  async once(copy: Copy): Promise<OnceResult> {
    const { key } = copy;
    const outcome = await copy.recall();
    if (outcome !== undefined) return { status: 'done', outcome };
    if (this.atWork.has(key)) return { status: 'busy' };
    this.atWork.set(key, copy);
    const over = (): void => {
      // Another copy may have it by then.
      if (this.atWork.get(key) === copy) this.atWork.delete(key);
    };
    return copy.attempt(over).finally(over);
  }
}
