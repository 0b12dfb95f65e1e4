import { LianlianError } from './lianlian.error.js';

/** One broken rule: the field, and a sentence that names the field and the rule. Never the value. */
export interface Violation {
  readonly property: string;
  readonly message: string;
}

/** A request that breaks a rule of its API. Nothing was sent: mend the request. */
export class LianlianValidationError extends LianlianError {
  constructor(
    readonly violations: readonly Violation[],
    subject?: string,
  ) {
    const rules = violations.map((violation) => violation.message).join('; ');
    super(subject === undefined ? rules : `${subject}: ${rules}`, { outcome: 'not-sent' });
  }
}
