interface Waiting<T> {
  readonly item: T;
  readonly until: number;
  resolve(): void;
  reject(reason: unknown): void;
}

/**
 * Does work for many items together: what comes while some are worked on waits for them, and is one batch then. An item
 * that comes alone waits for nothing.
 */
export class InBatches<T> {
  private readonly waiting: Waiting<T>[] = [];
  private isWorking = false;

  /**
   * @param work how it went for each of the items; it never rejects, and ends in time
   * @param most items of a batch
   */
  constructor(
    private readonly work: (items: readonly T[]) => Promise<readonly PromiseSettledResult<void>[]>,
    private readonly most: number,
  ) {}

  /**
   * @param until when nobody waits for it any more, by `performance.now()`: what has waited so long is left out, or more
   *   work than can be done would make everybody wait for what nobody wants
   * @throws what the work says of this item
   */
  do(item: T, until: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, until, resolve, reject });
      if (!this.isWorking) void this.workOn();
    });
  }

  private async workOn(): Promise<void> {
    this.isWorking = true;
    while (this.waiting.length > 0) {
      const batch = this.next();
      const results = batch.length === 0 ? [] : await this.work(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result?.status === 'fulfilled') resolve();
        else reject(result?.reason);
      });
    }
    this.isWorking = false;
  }

  private next(): Waiting<T>[] {
    const now = performance.now();
    return this.waiting.splice(0, this.most).filter(({ until, reject }) => {
      if (until > now) return true;
      reject(new Error('It has waited for too long.'));
      return false;
    });
  }
}
