import { errorMessage } from '../common/error-text.js';
import { type Command, EXIT, UsageError } from './command.js';
import { doctorCommand } from './doctor/doctor.command.js';
import { sandboxCommand } from './sandbox/sandbox.command.js';
import type { Terminal } from './terminal.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [sandboxCommand, doctorCommand];

const NAMES = COMMANDS.map(({ name }) => name).join(' or ');

/** Runs the command line. Resolves with the exit code: 2 for a wrong call, 1 for problems or a failure. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv;
  const command = COMMANDS.find((each) => each.name === name);
  try {
    if (argv.includes('--help') || argv.includes('-h')) {
      const explained = command === undefined ? COMMANDS : [command];
      terminal.out(explained.map(({ usage }) => usage).join('\n'));
      return EXIT.fine;
    }
    if (name === undefined) throw new UsageError(`a command is missing: ${NAMES}`);
    if (command === undefined) throw new UsageError(`there is no command ${name}: ${NAMES}`);
    return await command.run(rest, terminal);
  } catch (error) {
    terminal.error(`${errorMessage(error)}\n`);
    if (!(error instanceof UsageError)) return EXIT.problems;
    terminal.error(
      `nestjs-lianlian ${command === undefined ? '' : `${command.name} `}--help tells the options\n`,
    );
    return EXIT.wrongCall;
  }
}
