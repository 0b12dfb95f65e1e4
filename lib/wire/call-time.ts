import { isError } from '../common/secrets/error-text.js';

/**
 * How long a call may take, from the look-up of its merchant to its response, or to the abort of the caller's signal.
 *
 * An `AbortSignal` is made only where one is needed (for a look-up, a signer, or a pause before another attempt): with
 * its listeners it costs as much as validating the request does.
 */
export class CallTime {
  /** What an exchange that is under way does when the time is over. There is one at a time. */
  onOver: ((reason: Error) => void) | undefined;
  /** Why nothing more may be sent, once the time is over. */
  overReason: Error | undefined;
  /** Whether the caller's signal ended it, and not the time. */
  isAborted = false;
  private controller: AbortController | undefined;
  private readonly timer: NodeJS.Timeout;

  /** @param caller the signal of the code that made the call */
  constructor(
    readonly timeoutMs: number,
    private readonly caller?: AbortSignal,
  ) {
    this.timer = setTimeout(() => {
      this.over(new DOMException('the time of the call is over', 'TimeoutError'));
    }, timeoutMs);
    if (caller === undefined) return;
    if (caller.aborted) this.abort();
    else caller.addEventListener('abort', this.abort, { once: true });
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
    this.caller?.removeEventListener('abort', this.abort);
  }

  private readonly abort = (): void => {
    const reason: unknown = this.caller?.reason;
    this.isAborted = this.overReason === undefined;
    this.over(isError(reason) ? reason : new Error('the call was aborted', { cause: reason }));
  };

  private over(reason: Error): void {
    if (this.overReason !== undefined) return;
    this.overReason = reason;
    this.controller?.abort(reason);
    this.onOver?.(reason);
  }
}
