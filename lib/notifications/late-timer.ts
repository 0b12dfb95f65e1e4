/**
 * A timer for work that is mostly over within the turn of the event loop that began it: what is still under way when
 * that turn ends gets a timer of Node's. To set one and clear it again would cost more than most steps of the work.
 */
export class LateTimer {
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  /** @param set sets the timer: how long it runs is decided then */
  constructor(private readonly set: () => NodeJS.Timeout) {
    if (begun.push(this) === 1) setImmediate(setBegun);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** @internal The turn has ended. */
  begin(): void {
    if (!this.isStopped) this.timer = this.set();
  }
}

/** Those of this turn. */
const begun: LateTimer[] = [];

function setBegun(): void {
  for (const timer of begun.splice(0)) timer.begin();
}
