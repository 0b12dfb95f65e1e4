import { both } from '../../diagnosis/signature-diagnosis.js';
import { KEY_FORMATS } from '../common/keys.js';
import { currencies } from '../data/data.js';
import { isRate } from '../orders/exchange-rates.js';
import { isOrigin, NETWORK } from './addresses.js';
import { hostName } from '../common/host-names.js';
import {
  amount,
  type InputRule,
  type InputRules,
  clockMs,
  flag,
  isObject,
  oneOf,
  text,
  timerMs,
  whole,
} from '../common/input-rules.js';
import { isPartnerNumber } from '../common/merchants.js';

const partner: InputRule = {
  rule: both('must be 18 digits, as text', '须为 18 位数字的文本'),
  test: (value) => typeof value === 'string' && isPartnerNumber(value),
};
const list: InputRule = { rule: both('must be a list', '须为列表'), test: Array.isArray };
const group: InputRule = { rule: both('must be an object', '须为对象'), test: isObject };

/** Whether an object has these members, as text or bytes, and no others. */
function hasAll(value: unknown, ...names: readonly string[]): boolean {
  if (!isObject(value) || Object.keys(value).length !== names.length) return false;
  return names.every((name) => text.test(value[name]) || Buffer.isBuffer(value[name]));
}

/** The rules of the file's options. */
export const OPTIONS: InputRules = {
  port: {
    rule: both('must be a number up to 65535', '须为不超过 65535 的数'),
    test: (value) => whole.test(value) && Number(value) <= 65_535,
  },
  host: hostName,
  merchants: list,
  lianlianKeyFile: text,
  modulusLength: {
    rule: both('must be a number from 1024 to 4096', '须为 1024 至 4096 的数'),
    test: (value) => whole.test(value) && Number(value) >= 1024 && Number(value) <= 4096,
  },
  keyFormat: oneOf(...KEY_FORMATS),
  notifications: group,
  amountStyle: oneOf('padded', 'unpadded', 'mixed'),
  nameOrder: oneOf('byte', 'case-insensitive'),
  strict: flag,
  edition: oneOf('new', 'old'),
  refundMs: clockMs,
  payoutMs: clockMs,
  balance: amount,
  exchangeRates: {
    rule: both(
      `must be an object with rates as text, such as { "USD": "7.1000" }, of ${currencies.join(', ')}`,
      `须为文本汇率的对象，如 { "USD": "7.1000" }，币种为 ${currencies.join('、')}`,
    ),
    test: (value) =>
      isObject(value) &&
      Object.entries(value).every(([currency, rate]) => currencies.includes(currency) && isRate(rate)),
  },
  settlementSpelling: oneOf('tables', 'samples'),
  smsCode: text,
  seed: {
    rule: both('must be text or a number', '须为文本或数'),
    test: (value) => text.test(value) || Number.isFinite(value),
  },
  now: {
    rule: both('must be a moment such as 2026-01-31T08:00:00Z', '须为时刻，如 2026-01-31T08:00:00Z'),
    test: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  },
  keepRequests: whole,
  stateFile: text,
  keysDir: text,
  tls: {
    rule: both(
      'must be true, false, or an object with key and cert in PEM, or with keyFile and certFile',
      '须为 true、false，或含 PEM 的 key 与 cert、或含 keyFile 与 certFile 的对象',
    ),
    test: (value) => flag.test(value) || hasAll(value, 'key', 'cert') || hasAll(value, 'keyFile', 'certFile'),
  },
  hostNames: {
    rule: both(
      'must be a list of names, each without a scheme, brackets or a port',
      '须为主机名列表，每项不含协议、方括号或端口',
    ),
    test: (value) => Array.isArray(value) && value.every(hostName.test),
  },
  publicUrl: {
    rule: both(
      `must be "${NETWORK}" or where payers reach the sandbox, with nothing behind it, such as https://pay.example`,
      `须为 "${NETWORK}" 或付款人访问沙箱的地址，其后不带内容，如 https://pay.example`,
    ),
    test: (value) => value === NETWORK || isOrigin(value),
  },
  scenarios: list,
  magicAmounts: flag,
  shopStatus: {
    rule: both(
      'must be an object with url, an address with {no_order} in it, and paid, a regular expression',
      '须为含 url（带 {no_order} 的地址）与 paid（正则表达式）的对象',
    ),
    test: (value) => hasAll(value, 'url', 'paid'),
  },
};
/** The rules of `notifications`. */
export const NOTIFICATIONS: InputRules = { intervalMs: clockMs, timeoutMs: timerMs, attempts: whole };
/** The rules of each of `merchants`. */
export const MERCHANT: InputRules = {
  oidPartner: partner,
  publicKey: text,
  publicKeyFile: text,
  privateKey: text,
  privateKeyFile: text,
  smsFlow: flag,
  balance: amount,
};
