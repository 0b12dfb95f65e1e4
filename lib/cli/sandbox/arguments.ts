import { fenOfAmount, paddedAmount } from '../../sandbox/common/amount.js';
import { KEY_FORMATS, type SandboxKeyFormat } from '../../sandbox/common/keys.js';
import { isMerchantNumber } from '../../common/merchant-number.js';
import type { SandboxStartOptions } from '../../sandbox/settings.js';
import { isOrigin, NETWORK } from '../../sandbox/setup/addresses.js';
import { UsageError } from '../command.js';
import { parsedArguments } from '../parsed-arguments.js';
import { sandboxMessages } from './sandbox.messages.js';

/** A call of the sandbox command. */
export interface SandboxCall {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly hostNames?: readonly string[] | undefined;
  readonly publicUrl?: string | undefined;
  /** Number and file of a public key; without a file the sandbox makes the keys. */
  readonly merchants: readonly {
    readonly oidPartner?: string | undefined;
    readonly file?: string | undefined;
  }[];
  readonly modulusLength?: number | undefined;
  readonly keyFormat?: SandboxKeyFormat | undefined;
  readonly keysDir?: string | undefined;
  readonly tls?: SandboxStartOptions['tls'];
  readonly stateFile?: string | undefined;
  readonly config?: string | undefined;
  readonly strict?: boolean | undefined;
  readonly seed?: string | undefined;
  readonly balance?: string | undefined;
  readonly notificationIntervalMs?: number | undefined;
  readonly isQuiet: boolean;
}

const KEY_SIZES = [1024, 2048, 4096] as const;

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'host-name': { type: 'string', multiple: true },
  'public-url': { type: 'string' },
  merchant: { type: 'string', multiple: true },
  'oid-partner': { type: 'string' },
  'merchant-public-key': { type: 'string' },
  keys: { type: 'string' },
  'key-size': { type: 'string' },
  'key-format': { type: 'string' },
  tls: { type: 'boolean' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  state: { type: 'string' },
  config: { type: 'string' },
  strict: { type: 'boolean' },
  seed: { type: 'string' },
  balance: { type: 'string' },
  'notification-interval': { type: 'string' },
  quiet: { type: 'boolean' },
} as const;

/** @throws UsageError for an unknown option or a wrong value */
export function parseSandboxArguments(argv: readonly string[]): SandboxCall {
  const { values, positionals, places } = parsedArguments(argv, OPTIONS);
  const [surplus] = positionals;
  if (surplus !== undefined) {
    throw new UsageError(sandboxMessages.optionsOnly(places[0]));
  }
  const interval = values['notification-interval'];
  return {
    port: values.port === undefined ? undefined : numberOf('--port', values.port, 65_535),
    host: values.host,
    hostNames: values['host-name'],
    publicUrl: originOf('--public-url', values['public-url']),
    merchants: merchantsOf(values.merchant ?? [], values['oid-partner'], values['merchant-public-key']),
    keysDir: values.keys,
    modulusLength: oneOf('--key-size', values['key-size'], KEY_SIZES),
    keyFormat: oneOf('--key-format', values['key-format'], KEY_FORMATS),
    tls: tlsOf(values.tls, values['tls-cert'], values['tls-key']),
    stateFile: values.state,
    config: values.config,
    strict: values.strict,
    seed: values.seed,
    balance: amountOf('--balance', values.balance),
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
      throw new UsageError(sandboxMessages.merchant());
    }
    return { oidPartner: number, file: path };
  });
  if (oidPartner !== undefined && !isMerchantNumber(oidPartner)) {
    throw new UsageError(sandboxMessages.oidPartner());
  }
  return oidPartner === undefined && file === undefined ? merchants : [{ oidPartner, file }, ...merchants];
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function tlsOf(isMade: boolean | undefined, certFile?: string, keyFile?: string): SandboxCall['tls'] {
  if (certFile === undefined && keyFile === undefined) return isMade;
  if (certFile === undefined || keyFile === undefined) {
    throw new UsageError(sandboxMessages.tlsPair());
  }
  return { certFile, keyFile };
}

/** The one of the values that the text writes. */
function oneOf<Value extends string | number>(
  option: string,
  text: string | undefined,
  values: readonly Value[],
): Value | undefined {
  if (text === undefined) return undefined;
  const value = values.find((each) => String(each) === text);
  if (value === undefined) {
    throw new UsageError(sandboxMessages.oneOf(option, values.map(String)));
  }
  return value;
}

/** Where payers reach the sandbox. What was typed is not repeated: it may have a password in it. */
function originOf(option: string, text: string | undefined): string | undefined {
  if (text === undefined || text === NETWORK || isOrigin(text)) return text;
  throw new UsageError(sandboxMessages.origin(option));
}

/** Yuan, with two decimals or none. */
function amountOf(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const padded = paddedAmount(text);
  if (fenOfAmount(padded) === undefined) throw new UsageError(sandboxMessages.amount(option));
  return padded;
}

function numberOf(option: string, text: string, most: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= most)) {
    throw new UsageError(sandboxMessages.number(option, most));
  }
  return value;
}
