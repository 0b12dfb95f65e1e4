import { LianlianError } from './lianlian.error.js';
import type { Violation } from './violation.js';

/** A request that breaks a rule of its API. Nothing was sent: mend the request. */
export class LianlianValidationError extends LianlianError {
  declare readonly outcome: 'not-sent';

  constructor(
    readonly violations: readonly Violation[],
    subject?: string,
  ) {
    const rules = violations.map((violation) => violation.message).join('; ');
    super(subject === undefined ? rules : `${subject}: ${rules}`, { outcome: 'not-sent' });
  }
}
