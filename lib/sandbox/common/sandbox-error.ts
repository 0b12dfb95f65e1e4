/** One thing that is wrong with what was asked, and the rule that it breaks. */
export interface BrokenRule {
  readonly field: string;
  readonly rule: string;
}

/** Something that the sandbox was asked for and that cannot be done. Its sentence says why, and what can. */
export class SandboxError extends Error {
  /**
   * @param status what the control API answers: 400 wrongly asked, 404 there is no such thing, 409 not now
   */
  constructor(
    readonly status: 400 | 404 | 409,
    message: string,
    readonly violations: readonly BrokenRule[] = [],
  ) {
    super(message);
    this.name = 'SandboxError';
  }

  /** 400, with every field that is wrong. */
  static fields(violations: readonly BrokenRule[]): SandboxError {
    return new SandboxError(
      400,
      violations.map(({ field, rule }) => `${field} ${rule}`).join('; '),
      violations,
    );
  }
}
