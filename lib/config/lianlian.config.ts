import { readFileSync } from 'node:fs';

import type { DynamicModule } from '@nestjs/common';

import { errorCode } from '../common/secrets/error-text.js';
import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { type ConfigProblem, LianlianConfigError } from '../errors/lianlian-config.error.js';
import { configMessages } from './config.messages.js';
import { keyFileContents, keysIn } from './key-text.js';
import type {
  LianlianMerchantOptions,
  LianlianModuleOptions,
  LianlianSharedOptions,
} from './lianlian-module-options.js';
import { nearestName } from '../common/options/nearest-name.js';

const VARIABLES = [
  'LIANLIAN_OID_PARTNER',
  'LIANLIAN_PRIVATE_KEY',
  'LIANLIAN_PRIVATE_KEY_FILE',
  'LIANLIAN_PUBLIC_KEY',
  'LIANLIAN_PUBLIC_KEY_FILE',
  'LIANLIAN_SIGN_TYPE',
  'LIANLIAN_NOTIFY_URL',
  'LIANLIAN_PAYOUT_NOTIFY_URL',
  'LIANLIAN_RETURN_URL',
  'LIANLIAN_BUSI_PARTNER',
  'LIANLIAN_GATEWAY',
  'LIANLIAN_IPV6_STAND_IN',
  'LIANLIAN_PROXY',
];

/** What `registerAs` of `@nestjs/config` gives a configuration beside its call. */
interface RegisteredConfig {
  /** The token by which it is injected. */
  readonly KEY: string;
  /** The options of a `forRootAsync`. */
  asProvider(): {
    imports: [Promise<DynamicModule>];
    useFactory: (options: LianlianModuleOptions) => LianlianModuleOptions;
    inject: [string];
  };
}

/** Under which name `@nestjs/config` keeps it. */
const NAME = 'lianlian';
const TOKEN = `CONFIGURATION(${NAME})`;

/**
 * The options of one merchant from the environment, for `@nestjs/config`: `LIANLIAN_OID_PARTNER`,
 * `LIANLIAN_PRIVATE_KEY` or `LIANLIAN_PRIVATE_KEY_FILE`, `LIANLIAN_PUBLIC_KEY` or `LIANLIAN_PUBLIC_KEY_FILE`
 * (LianLian's key; several PEM blocks while LianLian changes it), and optionally `LIANLIAN_SIGN_TYPE`,
 * `LIANLIAN_NOTIFY_URL`, `LIANLIAN_PAYOUT_NOTIFY_URL`, `LIANLIAN_RETURN_URL`, `LIANLIAN_BUSI_PARTNER`, `LIANLIAN_GATEWAY`, `LIANLIAN_IPV6_STAND_IN`,
 * `LIANLIAN_PROXY` (a URL, or `true`). Any other variable whose name begins like these is warned about: it would do nothing.
 *
 * @throws LianlianConfigError if a `_FILE` cannot be read, or a key is given both ways
 * @example LianlianModule.forRootAsync(lianlianConfig.asProvider())
 */
export const lianlianConfig: (() => LianlianModuleOptions) & RegisteredConfig = registered(() => {
  warnOfUnknown(process.env);
  return optionsFromEnvironment(process.env);
});

/**
 * What `registerAs` does, without loading `@nestjs/config`: an app that passes its options itself would load it for
 * nothing at every start.
 */
function registered<Read extends () => LianlianModuleOptions>(read: Read): Read & RegisteredConfig {
  const configModule = async (): Promise<DynamicModule> => {
    const { ConfigModule } = await import('@nestjs/config');
    return ConfigModule.forFeature(read);
  };
  const asProvider: RegisteredConfig['asProvider'] = () => ({
    imports: [configModule()],
    useFactory: (options) => options,
    inject: [TOKEN],
  });
  const properties = { PARTIAL_CONFIGURATION_KEY: NAME, KEY: TOKEN, asProvider };
  for (const [name, value] of Object.entries(properties)) Object.defineProperty(read, name, { value });
  return read as Read & RegisteredConfig;
}

/** Variables by name, as in `process.env`. */
type Variables = Readonly<Record<string, string | undefined>>;

/** @throws LianlianConfigError if a `_FILE` cannot be read, or a key is given both ways */
export function optionsFromEnvironment(env: Variables): LianlianSharedOptions & LianlianMerchantOptions {
  const problems: ConfigProblem[] = [];
  const privateKey = keyText(env, 'LIANLIAN_PRIVATE_KEY', problems);
  const publicKey = keyText(env, 'LIANLIAN_PUBLIC_KEY', problems);
  if (problems.length > 0) throw new LianlianConfigError(problems);
  return {
    oidPartner: env['LIANLIAN_OID_PARTNER'] ?? '',
    privateKey,
    lianlianPublicKey: keysIn(publicKey),
    // Checked with the other options, whatever the text.
    signType: env['LIANLIAN_SIGN_TYPE'] as LianlianModuleOptionsText<'signType'>,
    notifyUrl: env['LIANLIAN_NOTIFY_URL'],
    payoutNotifyUrl: env['LIANLIAN_PAYOUT_NOTIFY_URL'],
    returnUrl: env['LIANLIAN_RETURN_URL'],
    busiPartner: env['LIANLIAN_BUSI_PARTNER'] as LianlianModuleOptionsText<'busiPartner'>,
    gateway: env['LIANLIAN_GATEWAY'],
    ipv6StandIn: env['LIANLIAN_IPV6_STAND_IN'],
    http: httpOf(env),
  };
}

/** The proxy is a URL, or true, which a variable can hold as text alone. */
function httpOf(env: Variables): LianlianSharedOptions['http'] {
  const proxy = env['LIANLIAN_PROXY']?.trim();
  if (proxy === undefined || proxy === '' || proxy === 'false') return undefined;
  return { proxy: proxy === 'true' ? true : proxy };
}

/** Variables that are named like ours and that nothing reads, each with the one that was probably meant. */
export function unknownVariables(
  env: Variables,
): readonly { readonly name: string; readonly meant: string | undefined }[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('LIANLIAN_') && !VARIABLES.includes(name))
    .map((name) => ({ name, meant: nearestName(name, VARIABLES) }));
}

/** Only a warning, because other programs may have such variables. It names the variable, and never its value. */
function warnOfUnknown(env: Variables): void {
  const logger = new LianlianLogger();
  for (const { name, meant } of unknownVariables(env))
    logger.warn(configMessages.unknownVariable(name, meant));
}

type LianlianModuleOptionsText<Name extends 'signType' | 'busiPartner'> = Extract<
  LianlianModuleOptions,
  { readonly oidPartner: string }
>[Name];

/** Whether somebody has put a key where the name of a file belongs: PEM, or its Base64 alone. */
function looksLikeKey(text: string): boolean {
  return /-----BEGIN|^\s*MI[A-Za-z0-9+/]{40}/.test(text);
}

function keyText(env: Variables, name: string, problems: ConfigProblem[]): string | Buffer {
  const text = env[name] ?? '';
  const file = env[`${name}_FILE`] ?? '';
  if (file === '') return text;
  if (text !== '') {
    problems.push({ option: name, message: configMessages.keyTwice(`${name}_FILE`) });
    return '';
  }
  try {
    return keyFileContents(readFileSync(file));
  } catch (error) {
    // Without the error itself, which holds the path: where the two variables are mixed up, that is the key.
    problems.push({
      option: `${name}_FILE`,
      message: looksLikeKey(file)
        ? configMessages.keyForFile()
        : configMessages.unreadableKeyFile(errorCode(error) ?? ''),
    });
    return '';
  }
}
