import { KEY_FORMATS, type SandboxKeyFormat } from '../../sandbox/common/keys.js';
import { isMerchantNumber } from '../../common/merchant-number.js';
import type { SandboxStartOptions } from '../../sandbox/settings.js';
import { UsageError } from '../command.js';
import { parsedArguments } from '../parsed-arguments.js';

/** How the command is called. */
export const SANDBOX_USAGE = `Usage: nestjs-lianlian sandbox [options]

Runs a LianLian of your own on localhost, prints the settings of a shop that
uses it, and then a line for each request and each notification.

  --port NUMBER               port to listen on (4000)
  --host ADDRESS              address to listen on (127.0.0.1)
  --merchant OID=FILE         merchant number, 18 digits, and its public key;
                              can be repeated
  --oid-partner NUMBER        number of a merchant whose keys the sandbox makes
                              (201304121000001004)
  --merchant-public-key FILE  that merchant's own public key; no keys are made
                              for it
  --keys DIR                  keep the keys in this folder. Keys that are there
                              already, in any of the forms below, are used as
                              they are
  --key-size BITS             of keys that the sandbox makes: 1024, as
                              LianLian's own key, 2048 or 4096 (2048)
  --key-format FORM           how they are written, into the folder or into the
                              settings (pkcs8):
                                pkcs8   PEM, "PRIVATE KEY" and "PUBLIC KEY":
                                        openssl, PHP, Python's cryptography,
                                        Ruby, Go, C# (ImportFromPem)
                                pkcs1   PEM, "RSA PRIVATE KEY" and "RSA PUBLIC
                                        KEY": Python's rsa, Go's
                                        ParsePKCS1PrivateKey
                                base64  one line, PKCS#8 and SPKI: Java's
                                        PKCS8EncodedKeySpec and
                                        X509EncodedKeySpec, C#'s
                                        ImportPkcs8PrivateKey
  --tls                       speak HTTPS, with a certificate that is made and
                              kept in the folder of --keys
  --tls-cert FILE, --tls-key FILE
                              speak HTTPS, with this certificate and its private
                              key, both in PEM
  --state FILE                keep orders, notifications and keys in this file
  --config FILE               take options from this JSON file; the command line
                              overrides it
  --strict                    insist on what LianLian's documents ask for, and
                              refuse the rest
  --seed TEXT                 the same numbers and the same faults in every run
  --notification-interval SECONDS
                              between repeats of a notification (120)
  --quiet                     print the settings, and nothing after them
  --help, --version

Examples:
  nestjs-lianlian sandbox --keys keys
  nestjs-lianlian sandbox --tls --keys keys --state orders.json
  nestjs-lianlian sandbox --port 4001 --seed 7 --strict
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
  readonly modulusLength?: number | undefined;
  readonly keyFormat?: SandboxKeyFormat | undefined;
  readonly keysDir?: string | undefined;
  readonly tls?: SandboxStartOptions['tls'];
  readonly stateFile?: string | undefined;
  readonly config?: string | undefined;
  readonly strict?: boolean | undefined;
  readonly seed?: string | undefined;
  readonly notificationIntervalMs?: number | undefined;
  readonly isQuiet: boolean;
}

const KEY_SIZES = [1024, 2048, 4096] as const;

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
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
    modulusLength: oneOf('--key-size', values['key-size'], KEY_SIZES),
    keyFormat: oneOf('--key-format', values['key-format'], KEY_FORMATS),
    tls: tlsOf(values.tls, values['tls-cert'], values['tls-key']),
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

function tlsOf(isMade: boolean | undefined, certFile?: string, keyFile?: string): SandboxCall['tls'] {
  if (certFile === undefined && keyFile === undefined) return isMade;
  if (certFile === undefined || keyFile === undefined) {
    throw new UsageError('--tls-cert and --tls-key belong together: a certificate and its private key');
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
    throw new UsageError(
      `${option} takes ${values.slice(0, -1).join(', ')} or ${String(values.at(-1))}, not ${text}`,
    );
  }
  return value;
}

function numberOf(option: string, text: string, most: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= most)) {
    throw new UsageError(`${option} takes a number up to ${String(most)}, not ${text}`);
  }
  return value;
}
