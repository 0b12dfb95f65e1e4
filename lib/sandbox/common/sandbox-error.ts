import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';

/** A field of somebody's input, and the rule that it breaks. */
export interface InputMistake {
  readonly field: string;
  /** In words that follow the field's name. */
  readonly rule: Sentence;
}

/** Somebody asked the sandbox for what it cannot do. The message says why, and what can be done. */
export class SandboxError extends Error {
  /**
   * @param status of the control API's response: 400 a wrong request, 404 an unknown thing, 409 not in this state
   */
  constructor(
    readonly status: 400 | 404 | 409,
    /** The panel shows it in its own language; the message is the English. */
    readonly sentence: Sentence,
    readonly mistakes: readonly InputMistake[] = [],
  ) {
    super(sentence.en);
    this.name = 'SandboxError';
  }

  /** A 400 with every field that is wrong. */
  static fields(mistakes: readonly InputMistake[]): SandboxError {
    const en = mistakes.map(({ field, rule }) => `${field} ${rule.en}`).join('; ');
    const zh = mistakes.map(({ field, rule }) => `${field} ${rule.zh}`).join('；');
    return new SandboxError(400, both(en, zh), mistakes);
  }

  static said(status: 400 | 404 | 409, en: string, zh: string): SandboxError {
    return new SandboxError(status, both(en, zh));
  }
}
