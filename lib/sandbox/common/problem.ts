/** One thing that is wrong with what was asked, and the rule that it breaks. */
export interface Violation {
  readonly field: string;
  readonly rule: string;
}

/** Something that the sandbox was asked for and that cannot be done. Its sentence says why, and what can. */
export class Problem extends Error {
  /**
   * @param status what the control API answers: 400 wrongly asked, 404 there is no such thing, 409 not now
   */
  constructor(
    readonly status: 400 | 404 | 409,
    message: string,
    readonly violations: readonly Violation[] = [],
  ) {
    super(message);
    this.name = 'Problem';
  }

  /** 400, with every field that is wrong. */
  static fields(violations: readonly Violation[]): Problem {
    return new Problem(400, violations.map(({ field, rule }) => `${field} ${rule}`).join('; '), violations);
  }
}
