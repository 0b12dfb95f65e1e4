import { LateTimer } from '../../common/timing/late-timer.js';

/** A number of places for work, and one for each key: what finds none waits for its turn. */
export class Slots {
  private readonly keys = new Set<string>();
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

  /**
   * Runs work in a place of its own, which it gives back at its end. Work that hangs gives it back when it is given up:
   * a few of them would keep everything else waiting for ever.
   *
   * Copies of one message must not take the places of others: undefined where work of the same key runs or waits.
   *
   * @param maxMs after which work is given up
   */
  async run<T>(key: string, work: () => Promise<T>, maxMs: number): Promise<T | undefined> {
    if (this.free === Infinity) return work();
    if (this.keys.has(key)) return undefined;
    this.keys.add(key);
    if (this.free > 0) this.free--;
    else {
      this.onWait();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    let isTaken = true;
    const giveBack = (): void => {
      if (!isTaken) return;
      isTaken = false;
      this.keys.delete(key);
      this.giveOn();
    };
    const timer = new LateTimer(() => setTimeout(giveBack, maxMs).unref());
    try {
      return await work();
    } finally {
      timer.stop();
      giveBack();
    }
  }

  private giveOn(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free++;
    else next();
  }
}
