import { both } from '../../diagnosis/signature-diagnosis.js';
import { KeyObject } from 'node:crypto';

import {
  callable,
  type InputRule,
  type InputRules,
  inputMistakes,
  isObject,
  text,
} from '../common/input-rules.js';
import { SandboxError } from '../common/sandbox-error.js';
import { MERCHANT, NOTIFICATIONS, OPTIONS } from './config-rules.js';

const key: InputRule = {
  rule: both('must be a key: PEM text, its bytes, or a KeyObject', '须为密钥：PEM 文本、其字节或 KeyObject'),
  test: (value) => text.test(value) || Buffer.isBuffer(value) || value instanceof KeyObject,
};
const { publicKeyFile: _publicKeyFile, privateKeyFile: _privateKeyFile, ...merchant } = MERCHANT;
const { lianlianKeyFile: _lianlianKeyFile, ...options } = OPTIONS;

/** The rules of what `LianlianSandbox.start` takes: those of the file, with keys and a Date in place of their texts. */
const START: InputRules = {
  ...options,
  lianlianKey: key,
  now: {
    rule: both('must be a valid Date', '须为有效的 Date'),
    test: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  },
  onEvent: callable,
};
const START_MERCHANT: InputRules = { ...merchant, publicKey: key, privateKey: key };

/**
 * A misspelt option would do nothing, and a timer takes NaN for "now".
 *
 * @throws SandboxError with every option that is wrong
 */
export function assertStartOptions(given: unknown): void {
  const mistakes = [...inputMistakes(given, START)];
  const { merchants, notifications } = Object(given) as Record<string, unknown>;
  const within = (prefix: string, value: unknown, rules: InputRules): void => {
    for (const { field, rule } of inputMistakes(value, rules)) {
      mistakes.push({ field: isObject(value) ? `${prefix}.${field}` : prefix, rule });
    }
  };
  if (isObject(notifications)) within('notifications', notifications, NOTIFICATIONS);
  if (Array.isArray(merchants)) {
    merchants.forEach((each: unknown, at) => {
      within(`merchants[${String(at)}]`, each, START_MERCHANT);
    });
  }
  if (mistakes.length > 0) throw SandboxError.fields(mistakes);
}
