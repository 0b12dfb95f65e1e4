import { type CallOutcome, LianlianError } from './lianlian.error.js';

/** No readable answer came: a time-out, a refused or dropped connection, a 5xx, or a page of HTML. */
export class LianlianTransportError extends LianlianError {
  override readonly outcome: CallOutcome;

  constructor(message: string, options: { outcome: CallOutcome; cause?: unknown }) {
    super(message, options);
    this.outcome = options.outcome;
  }
}
