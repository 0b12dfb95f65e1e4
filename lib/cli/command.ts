import type { Sentence } from '../diagnosis/signature-diagnosis.js';
import type { Terminal } from './terminal.js';

/** One command of the command line. */
export interface Command {
  readonly name: string;
  /** How it is called, and its options. */
  readonly usage: Sentence;
  /**
   * Runs it. Resolves with the exit code.
   *
   * @throws UsageError for a call that means nothing
   */
  readonly run: (argv: readonly string[], terminal: Terminal) => Promise<number>;
}

/** Exit codes that every command keeps. */
export const EXIT = { fine: 0, problems: 1, invalidUsage: 2 } as const;

/**
 * A call of the command line that means nothing. Its sentence says what is wrong, where, and what may stand there. It
 * never holds what was typed: that may be a password, or a key.
 */
export class UsageError extends Error {
  constructor(
    readonly sentence: Sentence,
    options?: ErrorOptions,
  ) {
    super(sentence.en, options);
  }
}
