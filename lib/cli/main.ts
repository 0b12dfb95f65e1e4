import { createRequire } from 'node:module';

import { errorMessage } from '../common/secrets/error-text.js';
import { nearestName } from '../common/options/nearest-name.js';
import { printable } from '../common/printable.js';
import type { Sentence } from '../diagnosis/signature-diagnosis.js';
import { cliMessages } from './cli.messages.js';
import { type Command, EXIT, UsageError } from './command.js';
import { parseAttackArguments } from './attack/arguments.js';
import { runAttack } from './attack/run-attack.js';
import { ATTACK_USAGE } from './attack/usage.js';
import { parseDoctorArguments } from './doctor/arguments.js';
import { DOCTOR_USAGE } from './doctor/usage.js';
import { parseSandboxArguments } from './sandbox/arguments.js';
import { runSandbox } from './sandbox/run-sandbox.js';
import { SANDBOX_USAGE } from './sandbox/usage.js';
import { inPrint, speechOf, type Terminal } from './terminal.js';
import { wrapped } from './wrapped.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'sandbox',
    usage: SANDBOX_USAGE,
    run: async (argv, terminal) => runSandbox(parseSandboxArguments(argv), terminal),
  },
  {
    name: 'attack',
    usage: ATTACK_USAGE,
    run: async (argv, terminal) => runAttack(parseAttackArguments(argv), terminal),
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

const NAMES = COMMANDS.map(({ name }) => name);
/** What people write in the place of a command when they mean `--version`. */
const VERSION_WORDS: readonly string[] = ['-v', '-V', 'version'];

function commandNamed(name: string | undefined): Command | undefined {
  return COMMANDS.find((each) => each.name === name);
}

/** Runs the command line. Resolves with the exit code: 2 for invalid usage, 1 for problems or a failure. */
export async function main(argv: readonly string[], bare: Terminal): Promise<number> {
  const terminal = inPrint(bare);
  const { language, columns } = speechOf(terminal);
  const complain = (sentence: Sentence): void => {
    terminal.error(`${wrapped(printable(sentence[language]), columns)}\n`);
  };
  const [name, ...rest] = argv;
  const command = commandNamed(name);
  try {
    if (argv.includes('--help') || argv.includes('-h') || name === 'help') {
      const asked = command ?? (name === 'help' ? commandNamed(rest[0]) : undefined);
      const explained = asked === undefined ? COMMANDS : [asked];
      terminal.out(explained.map(({ usage }) => usage[language]).join('\n'));
      return EXIT.fine;
    }
    if (argv.includes('--version') || VERSION_WORDS.includes(name ?? '')) {
      terminal.out(`${version()}\n`);
      return EXIT.fine;
    }
    if (name === undefined) throw new UsageError(cliMessages.commandMissing(NAMES));
    if (command === undefined) {
      throw new UsageError(cliMessages.unknownCommand(NAMES, nearestName(name, NAMES)));
    }
    return await command.run(rest, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      terminal.error(`${cliMessages.failed(errorMessage(error))[language]}\n`);
      return EXIT.problems;
    }
    complain(error.sentence);
    complain(cliMessages.usageAt(command === undefined ? '' : `${command.name} `));
    return EXIT.invalidUsage;
  }
}

/** The package finds itself by its name, wherever the build puts this code. */
function version(): string {
  const load = createRequire(import.meta.url);
  return (load('nestjs-lianlian/package.json') as { readonly version: string }).version;
}
