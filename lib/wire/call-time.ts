/** How long a call may take, from its signature to its answer. */
export class CallTime {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(readonly timeoutMs: number) {
    this.timer = setTimeout(() => {
      this.controller.abort(new DOMException('the time of the call is over', 'TimeoutError'));
    }, timeoutMs);
  }

  /** Aborts what is still under way when the time is over. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The call is over before its time. `AbortSignal.timeout` would keep a timer for every call until its time. */
  end(): void {
    clearTimeout(this.timer);
  }
}
