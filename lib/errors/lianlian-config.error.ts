import { LianlianError } from './lianlian.error.js';

/** One problem of the settings: the option, and a sentence that never holds its value. */
export interface ConfigProblem {
  readonly option: string;
  readonly message: string;
}

/** Settings with which the module cannot start, or take a change. Every problem that was found is named. */
export class LianlianConfigError extends LianlianError {
  readonly problems: readonly ConfigProblem[];

  constructor(
    problems: readonly ConfigProblem[],
    { headline = 'nestjs-lianlian cannot start:', ...options }: { headline?: string; cause?: unknown } = {},
  ) {
    const lines = problems.map((problem) => `  - ${problem.option}: ${problem.message}`);
    super([headline, ...lines], options);
    // The checks that found them may have noted more than this.
    this.problems = problems.map(({ option, message }) => ({ option, message }));
  }
}
