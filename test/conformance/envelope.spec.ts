import { generateKeyPairSync } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { envelopeOf } from '../../lib/wire/envelope.js';
import { openEnvelope } from '../e2e/calls/support/open-envelope.js';
import { catalogue } from './support/data.js';
import { definitions } from './support/definitions.js';

const REQUEST = JSON.stringify({
  no_order: 'p-1',
  acct_name: '张三丰',
  card_no: '6222021001116245702',
  sign: 'abc=',
});

const keyPairs = [1024, 2048].map((bits) => ({
  bits,
  ...generateKeyPairSync('rsa', { modulusLength: bits }),
}));

const PARTS = ['version', 'HMAC key', 'AES key', 'nonce', 'ciphertext', 'HMAC'];

/** Another text of the same length and alphabet. */
function altered(part: string): string {
  const middle = Math.floor(part.length / 2);
  const other = part[middle] === 'A' ? 'B' : 'A';
  return part.slice(0, middle) + other + part.slice(middle + 1);
}

it('an API is encrypted where the catalogue says so, and nowhere else', () => {
  const encrypted = definitions.filter((api) => api.encrypted === true).map(({ id }) => id);
  expect(encrypted).toEqual(
    catalogue.apis.flatMap(({ id, envelope }) => (envelope === 'pay_load' ? [id] : [])),
  );
  expect(encrypted).toEqual(['payout.apply', 'payout.confirm', 'mpay.bindApply', 'mpay.apply']);
});

describe.each(keyPairs)('an envelope for a key of $bits bits', ({ bits, privateKey, publicKey }) => {
  const payLoad = envelopeOf(REQUEST, publicKey);
  const parts = payLoad.split('$');

  it('is opened by what the catalogue says, and by nothing else', () => {
    expect(openEnvelope(payLoad, privateKey)).toBe(REQUEST);
    const [other] = keyPairs.filter((pair) => pair.bits !== bits);
    expect(() => openEnvelope(payLoad, other?.privateKey ?? privateKey)).toThrow(
      'length of an encrypted key',
    );
    const stranger = generateKeyPairSync('rsa', { modulusLength: bits });
    expect(() => openEnvelope(payLoad, stranger.privateKey)).toThrow('encrypted key');
  });

  it('has the parts and the lengths of those that LianLian printed', () => {
    const [version, ...others] = parts;
    expect(version).toBe('lianpay1_0_1');
    const lengths = others.map((part) => Buffer.from(part, 'base64').length);
    expect(lengths).toEqual([bits / 8, bits / 8, 8, Buffer.byteLength(REQUEST), 32]);
    for (const part of others) expect(Buffer.from(part, 'base64').toString('base64')).toBe(part);
  });

  it.each(PARTS.map((part, index) => ({ part, index })))(
    'is refused when its $part is altered',
    ({ index }) => {
      const changed = parts.map((part, at) => (at === index ? altered(part) : part)).join('$');
      expect(changed).not.toBe(payLoad);
      expect(() => openEnvelope(changed, privateKey)).toThrow(/version|key|hmac/);
    },
  );

  it.each(PARTS.map((part, index) => ({ part, index })))('is refused without its $part', ({ index }) => {
    const fewer = parts.filter((_part, at) => at !== index).join('$');
    expect(() => openEnvelope(fewer, privateKey)).toThrow('six parts');
  });

  it('has other keys and another nonce each time', () => {
    const again = envelopeOf(REQUEST, publicKey).split('$');
    expect(openEnvelope(again.join('$'), privateKey)).toBe(REQUEST);
    for (const index of [1, 2, 3, 4, 5]) expect(again[index]).not.toBe(parts[index]);
  });
});

it('nonces are drawn from every letter and digit, none more often than the others', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const counts = new Map<string, number>();
  for (let made = 0; made < 900; made++) {
    const nonce = Buffer.from(envelopeOf('{}', publicKey).split('$')[3] ?? '', 'base64').toString('latin1');
    for (const character of nonce) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect([...counts.keys()].sort().join('')).toBe('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  // 200 of each on average, with a deviation of 14: a remainder of 256 by 36 would make four of them rarer by an eighth.
  const squares = [...counts.values()].reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
  // Chi-squared with 35 degrees of freedom exceeds it once in ten million runs.
  expect(squares).toBeLessThan(102);
});
