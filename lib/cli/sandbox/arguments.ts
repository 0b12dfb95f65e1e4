import { isMerchantNumber } from '../../common/merchant-number.js';
import { UsageError } from '../command.js';
import { parsedArguments } from '../parsed-arguments.js';

/** How the command is called. */
export const SANDBOX_USAGE = `Usage: nestjs-lianlian sandbox [options]

Runs a LianLian of your own on localhost, prints the settings of a shop that uses it, and then a line for
each request and each notification.

  --port NUMBER                   port to listen on (4000)
  --host ADDRESS                  address to listen on (127.0.0.1)
  --merchant OID=FILE             merchant number, 18 digits, and its public key in PEM; can be repeated
  --oid-partner NUMBER            number of a merchant whose keys the sandbox makes (201304121000001004)
  --merchant-public-key FILE      that merchant's own public key in PEM; no keys are made for it
  --keys DIR                      keep the keys in this folder, as PEM files
  --state FILE                    keep orders, notifications and keys in this file
  --config FILE                   take options from this JSON file; the command line overrides it
  --strict                        insist on what LianLian's documents ask for, and refuse the rest
  --seed TEXT                     the same numbers and the same faults in every run
  --notification-interval SECONDS between repeats of a notification (120)
  --quiet                         print the settings, and nothing after them
  --help
`;

/** A call of the sandbox command. */
export interface SandboxCall {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  /** Number and file of a public key; without a file the sandbox makes the keys. */
  readonly merchants: readonly {
    readonly oidPartner?: string | undefined;
    readonly file?: string | undefined;
  }[];
  readonly keysDir?: string | undefined;
  readonly stateFile?: string | undefined;
  readonly config?: string | undefined;
  readonly strict?: boolean | undefined;
  readonly seed?: string | undefined;
  readonly notificationIntervalMs?: number | undefined;
  readonly isQuiet: boolean;
}

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  merchant: { type: 'string', multiple: true },
  'oid-partner': { type: 'string' },
  'merchant-public-key': { type: 'string' },
  keys: { type: 'string' },
  state: { type: 'string' },
  config: { type: 'string' },
  strict: { type: 'boolean' },
  seed: { type: 'string' },
  'notification-interval': { type: 'string' },
  quiet: { type: 'boolean' },
} as const;

/** @throws UsageError for an unknown option or a wrong value */
export function parseSandboxArguments(argv: readonly string[]): SandboxCall {
  const { values, positionals } = parsedArguments(argv, OPTIONS);
  const [surplus] = positionals;
  if (surplus !== undefined) throw new UsageError(`the sandbox takes only options, not ${surplus}`);
  const interval = values['notification-interval'];
  return {
    port: values.port === undefined ? undefined : numberOf('--port', values.port, 65_535),
    host: values.host,
    merchants: merchantsOf(values.merchant ?? [], values['oid-partner'], values['merchant-public-key']),
    keysDir: values.keys,
    stateFile: values.state,
    config: values.config,
    strict: values.strict,
    seed: values.seed,
    notificationIntervalMs:
      interval === undefined ? undefined : numberOf('--notification-interval', interval, 86_400) * 1000,
    isQuiet: values.quiet === true,
  };
}

function merchantsOf(
  named: readonly string[],
  oidPartner: string | undefined,
  file: string | undefined,
): SandboxCall['merchants'] {
  const merchants = named.map((text) => {
    const [number = '', path = ''] = splitOnce(text, '=');
    if (!isMerchantNumber(number) || path === '') {
      throw new UsageError(`--merchant takes 18 digits, =, and the file of a public key, not ${text}`);
    }
    return { oidPartner: number, file: path };
  });
  if (oidPartner !== undefined && !isMerchantNumber(oidPartner)) {
    throw new UsageError(`--oid-partner takes 18 digits, not ${oidPartner}`);
  }
  return oidPartner === undefined && file === undefined ? merchants : [{ oidPartner, file }, ...merchants];
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function numberOf(option: string, text: string, most: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= most)) {
    throw new UsageError(`${option} takes a number up to ${String(most)}, not ${text}`);
  }
  return value;
}
