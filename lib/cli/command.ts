import type { Terminal } from './terminal.js';

/** One command of the command line. */
export interface Command {
  readonly name: string;
  /** How it is called, and its options. */
  readonly usage: string;
  /**
   * Runs it. Resolves with the exit code.
   *
   * @throws UsageError for a call that means nothing
   */
  readonly run: (argv: readonly string[], terminal: Terminal) => Promise<number>;
}

/** Exit codes that every command keeps. */
export const EXIT = { fine: 0, problems: 1, wrongCall: 2 } as const;

/** A call of the command line that means nothing. Its message says what is wrong, where, and what may stand there. */
export class UsageError extends Error {}
