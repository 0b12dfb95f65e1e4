import { LianlianError } from './lianlian.error.js';

/** No readable response came: a time-out, a refused or dropped connection, a 5xx, or a page of HTML. */
export class LianlianTransportError extends LianlianError {
  override readonly outcome: 'not-sent' | 'unknown';

  constructor(message: string, options: { outcome: 'not-sent' | 'unknown'; cause?: unknown }) {
    super(message, options);
    this.outcome = options.outcome;
  }
}
