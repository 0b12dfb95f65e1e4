import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';

/** A field of somebody's input, and the rule that it breaks. */
export interface InputMistake {
  readonly field: string;
  readonly rule: string;
}

/** Somebody asked the sandbox for what it cannot do. The message says why, and what can be done. */
export class SandboxError extends Error {
  /**
   * @param status of the control API's response: 400 a wrong request, 404 an unknown thing, 409 not in this state
   */
  constructor(
    readonly status: 400 | 404 | 409,
    message: string,
    readonly mistakes: readonly InputMistake[] = [],
    /** The message in both languages, for the panel. */
    readonly sentence?: Sentence,
  ) {
    super(message);
    this.name = 'SandboxError';
  }

  /** A 400 with every field that is wrong. */
  static fields(mistakes: readonly InputMistake[]): SandboxError {
    return new SandboxError(400, mistakes.map(({ field, rule }) => `${field} ${rule}`).join('; '), mistakes);
  }

  /** One that the panel shows in its own language. */
  static said(status: 400 | 404 | 409, en: string, zh: string): SandboxError {
    return new SandboxError(status, en, [], both(en, zh));
  }
}
