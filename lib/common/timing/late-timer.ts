/**
 * A timer for work that is mostly over within the turn of the event loop that began it: what is still under way when
 * that turn ends gets a timer of Node's. To set one and clear it again would cost more than most steps of the work.
 */
export class LateTimer {
  private readonly turnEnd: NodeJS.Immediate;
  private timer: NodeJS.Timeout | undefined;

  /** @param set sets the timer: how long it runs is decided then */
  constructor(set: () => NodeJS.Timeout) {
    this.turnEnd = setImmediate(() => {
      this.timer = set();
    });
  }

  stop(): void {
    clearImmediate(this.turnEnd);
    clearTimeout(this.timer);
  }
}
