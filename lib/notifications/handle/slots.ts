/** A number of places for work: what finds none waits for its turn. */
export class Slots {
  private readonly waiting: (() => void)[] = [];
  private free: number;

  /**
   * @param count how many at once
   * @param onWait is called when work has to wait
   */
  constructor(
    count: number,
    private readonly onWait: () => void,
  ) {
    this.free = count;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else {
      this.onWait();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    }
  }
}
