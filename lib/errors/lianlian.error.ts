import { printable } from '../common/printable.js';

/**
 * What is known of a call that did not end in a response:
 * - `not-sent`: LianLian has not seen it; it is safe to send it again.
 * - `failed`: LianLian refused it; nothing was done.
 * - `unknown`: LianLian may have done it. Query before anything else, and never send it again blindly.
 */
export type CallOutcome = 'not-sent' | 'failed' | 'unknown';

/**
 * The base of every error of this package. What LianLian, a payer or a sender wrote into its message is shown on one line:
 * apps log it as it is.
 */
export abstract class LianlianError extends Error {
  /** Set on the errors of a call, undefined on those of settings and notifications. */
  readonly outcome: CallOutcome | undefined;

  protected constructor(
    message: string | readonly string[],
    options: { outcome?: CallOutcome | undefined; cause?: unknown } = {},
  ) {
    super(
      [message].flat().map(printable).join('\n'),
      'cause' in options ? { cause: options.cause } : undefined,
    );
    this.name = new.target.name;
    this.outcome = options.outcome;
  }
}
