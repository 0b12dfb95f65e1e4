import { createRequire } from 'node:module';

import { errorMessage } from '../common/error-text.js';
import { printable } from '../common/printable.js';
import { type Command, EXIT, UsageError } from './command.js';
import { DOCTOR_USAGE, parseDoctorArguments } from './doctor/arguments.js';
import { parseSandboxArguments, SANDBOX_USAGE } from './sandbox/arguments.js';
import { runSandbox } from './sandbox/run-sandbox.js';
import { inPrint, type Terminal } from './terminal.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'sandbox',
    usage: SANDBOX_USAGE,
    run: async (argv, terminal) => runSandbox(parseSandboxArguments(argv), terminal),
  },
  {
    name: 'doctor',
    usage: DOCTOR_USAGE,
    run: async (argv, terminal) => {
      const call = parseDoctorArguments(argv);
      // Loaded only here: the sandbox does without Nest, and the doctor reads options as the module does.
      const { runDoctor } = await import('./doctor/run-doctor.js');
      return runDoctor(call, terminal);
    },
  },
];

const NAMES = COMMANDS.map(({ name }) => name).join(' or ');

/** Runs the command line. Resolves with the exit code: 2 for a wrong call, 1 for problems or a failure. */
export async function main(argv: readonly string[], bare: Terminal): Promise<number> {
  const terminal = inPrint(bare);
  const [name, ...rest] = argv;
  const command = COMMANDS.find((each) => each.name === name);
  try {
    if (argv.includes('--help') || argv.includes('-h')) {
      const explained = command === undefined ? COMMANDS : [command];
      terminal.out(explained.map(({ usage }) => usage).join('\n'));
      return EXIT.fine;
    }
    if (argv.includes('--version')) {
      terminal.out(`${version()}\n`);
      return EXIT.fine;
    }
    if (name === undefined) throw new UsageError(`a command is missing: ${NAMES}`);
    if (command === undefined) throw new UsageError(`there is no command ${name}: ${NAMES}`);
    return await command.run(rest, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      terminal.error(`${errorMessage(error)}\n`);
      return EXIT.problems;
    }
    terminal.error(`${printable(error.message)}\n`);
    terminal.error(
      `Run nestjs-lianlian ${command === undefined ? '' : `${command.name} `}--help for usage.\n`,
    );
    return EXIT.wrongCall;
  }
}

/** The package finds itself by its name, wherever the build puts this code. */
function version(): string {
  const load = createRequire(import.meta.url);
  return (load('nestjs-lianlian/package.json') as { readonly version: string }).version;
}
