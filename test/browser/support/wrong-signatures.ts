import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';

import { type Fields, sourceOf } from '../../e2e/sandbox/support/merchant.js';

/** A request that was signed wrongly. */
export interface WrongRequest {
  /** The JSON text that is posted. */
  readonly body: string;
}

interface Mistake {
  /** As the sandbox names it. */
  readonly cause: string;
  /** What the panel says about it. */
  readonly zh: string;
  readonly en: string;
  readonly make: (fields: Fields, privateKey: string) => WrongRequest;
}

const stranger = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;

/** The seven mistakes that shops make most, each made on purpose, with node:crypto alone. */
export const MISTAKES: readonly Mistake[] = [
  {
    cause: 'wrong-key',
    zh: '签名使用的密钥不对',
    en: 'signed with another key',
    make: (fields) => ({
      body: withSign(fields, sign('RSA-MD5', Buffer.from(sourceOf(fields)), stranger).toString('base64')),
    }),
  },
  {
    cause: 'md5-for-sha256',
    zh: '用 MD5 签名',
    en: 'signed with MD5',
    make: (fields, key) => {
      const told = { ...fields, sign_type: 'SHA256withRSA' };
      return { body: withSign(told, signedOver(sourceOf(told), key)) };
    },
  },
  {
    cause: 'empty-fields-included',
    zh: '空字段参与了签名',
    en: 'Empty fields were signed',
    make: (fields, key) => {
      const sent = { ...fields, info_order: '' };
      return { body: withSign(sent, signedOver(joined(Object.entries(sent).sort(byName)), key)) };
    },
  },
  {
    cause: 'sorted-wrongly',
    zh: '字段排序不对',
    en: 'sorted wrongly',
    make: (fields, key) => ({
      body: withSign(fields, signedOver(joined(Object.entries(fields)), key)),
    }),
  },
  {
    cause: 'double-encoded-utf8',
    zh: 'UTF-8 重复编码',
    en: 'encoded in UTF-8 twice',
    make: (fields, key) => {
      const twice = Buffer.from(sourceOf(fields), 'utf8').toString('latin1');
      return { body: withSign(fields, signedOver(twice, key)) };
    },
  },
  {
    cause: 're-serialized-json',
    zh: 'JSON 被重新序列化',
    en: 'serialized again',
    make: (fields, key) => {
      const spaced = JSON.stringify(JSON.parse(fields['risk_item'] ?? ''), undefined, 2);
      return { body: withSign(fields, signedOver(sourceOf({ ...fields, risk_item: spaced }), key)) };
    },
  },
  {
    cause: 'spaces-in-names',
    zh: '字段名中有空格',
    en: 'blanks in the names',
    make: (fields, key) => {
      const spaced = Object.entries(fields).map(([name, value]) => [`${name} `, value] as const);
      return { body: withSign(fields, signedOver(joined(spaced.sort(byName)), key)) };
    },
  },
];

function signedOver(source: string, privateKey: string): string {
  return sign('RSA-MD5', Buffer.from(source, 'utf8'), createPrivateKey(privateKey)).toString('base64');
}

function withSign(fields: Fields, signature: string): string {
  return JSON.stringify({ ...fields, sign: signature });
}

function joined(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}
