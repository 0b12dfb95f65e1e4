import { runSandbox } from './run-sandbox.js';
import { parseArguments, USAGE, UsageError } from './arguments.js';
import type { Terminal } from './terminal.js';

/** Runs the command line. Resolves with the exit code: 2 for a wrong call, 1 for a failure. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const call = parseArguments(argv);
    if (call === 'help') terminal.out(USAGE);
    else await runSandbox(call, terminal);
    return 0;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const isWrongCall = error instanceof UsageError;
    terminal.error(isWrongCall ? `${reason}\n\n${USAGE}` : `${reason}\n`);
    return isWrongCall ? 2 : 1;
  }
}
