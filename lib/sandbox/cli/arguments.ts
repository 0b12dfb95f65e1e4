import { parseArgs } from 'node:util';

/** How the command is called. */
export const USAGE = `Usage: nestjs-lianlian sandbox [options]

Runs a LianLian of your own on localhost, and prints the settings of a shop that uses it.

  --port NUMBER                   port to listen on (4000)
  --host ADDRESS                  address to listen on (127.0.0.1)
  --oid-partner NUMBER            merchant number, 18 digits (201304121000001004)
  --merchant-public-key FILE      your public key in PEM; without it the sandbox makes a key for you
  --notification-interval SECONDS between repeats of a notification (120)
  --help
`;

/** A call of the command line that means nothing. */
export class UsageError extends Error {}

/** What the sandbox command was told. */
export interface SandboxCall {
  readonly port: number;
  readonly host?: string | undefined;
  readonly oidPartner?: string | undefined;
  readonly merchantPublicKey?: string | undefined;
  readonly notificationIntervalMs?: number | undefined;
}

const OPTIONS = {
  port: { type: 'string', default: '4000' },
  host: { type: 'string' },
  'oid-partner': { type: 'string' },
  'merchant-public-key': { type: 'string' },
  'notification-interval': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws UsageError for a command or an option that there is not, or a value that is none */
export function parseArguments(argv: readonly string[]): SandboxCall | 'help' {
  const { values, positionals } = parsed(argv);
  if (values.help === true) return 'help';
  const [command, surplus] = positionals;
  if (command === undefined) throw new UsageError('which command?');
  if (command !== 'sandbox') throw new UsageError(`there is no command ${command}`);
  if (surplus !== undefined) throw new UsageError(`too many arguments: ${surplus}`);
  const interval = values['notification-interval'];
  if (values['oid-partner'] !== undefined && !/^\d{18}$/.test(values['oid-partner'])) {
    throw new UsageError('--oid-partner takes 18 digits');
  }
  return {
    port: numberOf('--port', values.port, 65_535),
    host: values.host,
    oidPartner: values['oid-partner'],
    merchantPublicKey: values['merchant-public-key'],
    notificationIntervalMs:
      interval === undefined ? undefined : numberOf('--notification-interval', interval, 86_400) * 1000,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function numberOf(option: string, text: string, most: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= most)) throw new UsageError(`${option} takes a number up to ${String(most)}`);
  return value;
}
