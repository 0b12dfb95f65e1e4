import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { MERCHANT, NOTIFICATIONS, OPTIONS } from './config-rules.js';
import { errorMessage } from '../../common/secrets/error-text.js';
import { type InputRules, isObject, inputMistakes } from '../common/input-rules.js';
import { type SandboxKeyInput, privateKeyOf, publicKeyOf } from '../common/keys.js';
import type { SandboxMerchantOptions } from '../common/merchants.js';
import { assertRules } from '../scenarios/check-rule.js';
import type { SandboxStartOptions, SandboxTls } from '../settings.js';

/** A wrong configuration file. Its message names the file and the option, and no key. */
class ConfigFileError extends Error {
  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`${file}: ${problem}`, options);
    this.name = 'ConfigFileError';
  }
}

/**
 * Reads the options of `LianlianSandbox.start` from a JSON file. Keys can be in files of their own:
 * `lianlianKeyFile`, and for a merchant `publicKeyFile` and `privateKeyFile`. Paths are relative to the file's folder.
 *
 * @throws ConfigFileError that names the file and the option
 */
export async function readConfigFile(path: string): Promise<SandboxStartOptions> {
  const config = parsed(path, await contentsOf(path, path));
  check(path, '', config, OPTIONS);
  const { merchants, lianlianKeyFile, notifications, now, scenarios, ...rest } = config;
  if (notifications !== undefined) check(path, 'notifications.', notifications, NOTIFICATIONS);
  const files = new KeyFiles(path);
  const { tls } = rest;
  return {
    ...rest,
    ...(notifications === undefined ? {} : { notifications }),
    ...(now === undefined ? {} : { now: new Date(now as string) }),
    ...(scenarios === undefined ? {} : { scenarios: rulesOf(path, scenarios) }),
    ...(lianlianKeyFile === undefined
      ? {}
      : { lianlianKey: await files.read('lianlianKeyFile', lianlianKeyFile, privateKeyOf) }),
    ...(merchants === undefined
      ? {}
      : {
          merchants: await Promise.all((merchants as unknown[]).map((each, at) => files.merchant(each, at))),
        }),
    ...inFolderOf(path, rest, 'stateFile'),
    ...inFolderOf(path, rest, 'keysDir'),
    ...(isObject(tls)
      ? {
          tls: {
            ...tls,
            ...inFolderOf(path, tls, 'keyFile'),
            ...inFolderOf(path, tls, 'certFile'),
          } as SandboxTls,
        }
      : {}),
  };
}

/** Reads the keys that are in files of their own. */
class KeyFiles {
  constructor(private readonly config: string) {}

  async merchant(value: unknown, at: number): Promise<SandboxMerchantOptions> {
    const prefix = `merchants[${String(at)}].`;
    check(this.config, prefix, value, MERCHANT);
    const { publicKeyFile, privateKeyFile, ...rest } = value;
    return {
      ...rest,
      ...(publicKeyFile === undefined
        ? {}
        : { publicKey: await this.read(`${prefix}publicKeyFile`, publicKeyFile, publicKeyOf) }),
      ...(privateKeyFile === undefined
        ? {}
        : { privateKey: await this.read(`${prefix}privateKeyFile`, privateKeyFile, privateKeyOf) }),
    };
  }

  async read(
    option: string,
    file: unknown,
    parse: (key: string, where: string) => SandboxKeyInput,
  ): Promise<SandboxKeyInput> {
    const pem = await contentsOf(this.config, resolve(dirname(this.config), String(file)), `${option}: `);
    try {
      return parse(pem, String(file));
    } catch (error) {
      throw new ConfigFileError(this.config, `${option}: ${errorMessage(error)}`, { cause: error });
    }
  }
}

function rulesOf(path: string, scenarios: unknown): SandboxStartOptions['scenarios'] {
  try {
    return assertRules(scenarios);
  } catch (error) {
    throw new ConfigFileError(path, `scenarios: ${errorMessage(error)}`);
  }
}

async function contentsOf(config: string, path: string, option = ''): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${String(code)})`;
    throw new ConfigFileError(config, option === '' ? problem : `${option}${path}: ${problem}`, {
      cause: error,
    });
  }
}

function parsed(path: string, contents: string): unknown {
  try {
    return JSON.parse(contents);
  } catch (error) {
    // Without the part of the file that the message quotes: it may be a key.
    const reason = (error as SyntaxError).message.replace(/, [^]*is not valid JSON$/, '');
    throw new ConfigFileError(path, `is not JSON: ${reason}`);
  }
}

function check(
  path: string,
  prefix: string,
  value: unknown,
  rules: InputRules,
): asserts value is Record<string, unknown> {
  if (!isObject(value)) throw new ConfigFileError(path, `${prefix.slice(0, -1) || 'it'} must be an object`);
  const mistakes = inputMistakes(value, rules).map(({ field, rule }) => `${prefix}${field} ${rule.en}`);
  if (mistakes.length > 0) throw new ConfigFileError(path, mistakes.join('; '));
}

function inFolderOf(config: string, options: Record<string, unknown>, name: string): Record<string, string> {
  const path = options[name];
  return typeof path === 'string' ? { [name]: resolve(dirname(config), path) } : {};
}
