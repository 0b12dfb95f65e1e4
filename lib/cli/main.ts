import { type Command, EXIT, UsageError } from './command.js';
import { doctorCommand } from './doctor/doctor.command.js';
import { sandboxCommand } from './sandbox/sandbox.command.js';
import type { Terminal } from './terminal.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [sandboxCommand, doctorCommand];

/** Runs the command line. Resolves with the exit code: 2 for a wrong call, 1 for problems or a failure. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv;
  const command = COMMANDS.find((each) => each.name === name);
  const usage = (command === undefined ? COMMANDS : [command]).map((each) => each.usage).join('\n');
  try {
    if (argv.includes('--help') || argv.includes('-h')) {
      terminal.out(usage);
      return EXIT.fine;
    }
    if (name === undefined) throw new UsageError('which command?');
    if (command === undefined) throw new UsageError(`there is no command ${name}`);
    return await command.run(rest, terminal);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const isWrongCall = error instanceof UsageError;
    terminal.error(isWrongCall ? `${reason}\n\n${usage}` : `${reason}\n`);
    return isWrongCall ? EXIT.wrongCall : EXIT.problems;
  }
}
