/**
 * How long a call may take, from its signature to its response.
 *
 * An `AbortSignal` is made only where one is needed (for a signer, or a pause before another attempt): with its
 * listeners it costs as much as validating the request does.
 */
export class CallTime {
  /** What an exchange that is under way does when the time is over. There is one at a time. */
  onOver: ((reason: Error) => void) | undefined;
  /** Why nothing more may be sent, once the time is over. */
  overReason: Error | undefined;
  private controller: AbortController | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(readonly timeoutMs: number) {
    this.timer = setTimeout(this.over, timeoutMs);
  }

  /** Aborts when the time is over. */
  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.overReason !== undefined) this.controller.abort(this.overReason);
    return this.controller.signal;
  }

  /** The call is over before its time. `AbortSignal.timeout` would keep a timer for every call until its time. */
  end(): void {
    clearTimeout(this.timer);
  }

  private readonly over = (): void => {
    this.overReason = new DOMException('the time of the call is over', 'TimeoutError');
    this.controller?.abort(this.overReason);
    this.onOver?.(this.overReason);
  };
}
