import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { parseRawJsonObject } from '../../../lib/wire/raw-json.js';
import { rsaSign, rsaSignSync, rsaVerify } from '../../../lib/wire/rsa.js';
import { isSignedBy } from '../../../lib/wire/verification.js';
import { LIANLIAN_PUBLIC_KEY, signedMessages } from '../../support/signed-messages.js';

const SOURCE = 'money_order=49.95&name_goods=羽毛球 🏸&no_order=1';
const ALGORITHMS = [
  ['RSA', 'md5'],
  ['SHA256withRSA', 'sha256'],
] as const;
const PAIRS = new Map(
  [1024, 2048, 4096].map((bits) => [bits, generateKeyPairSync('rsa', { modulusLength: bits })]),
);

function pairOf(bits: number): { publicKey: KeyObject; privateKey: KeyObject } {
  const pair = PAIRS.get(bits);
  if (pair === undefined) throw new Error('no such pair');
  return pair;
}

describe.each([1024, 2048, 4096])('a key of %i bits', (bits) => {
  const { publicKey, privateKey } = pairOf(bits);

  it.each(ALGORITHMS)('signs %s as node:crypto with %s does', async (signType, digest) => {
    const expected = sign(digest, Buffer.from(SOURCE, 'utf8'), privateKey).toString('base64');
    expect(await rsaSign(SOURCE, privateKey, signType)).toBe(expected);
    expect(rsaSignSync(SOURCE, privateKey, signType)).toBe(expected);
  });

  it.each(ALGORITHMS)(
    'verifies %s, over this text alone and with this algorithm alone',
    (signType, digest) => {
      const signature = sign(digest, Buffer.from(SOURCE, 'utf8'), privateKey).toString('base64');
      const other = signType === 'RSA' ? 'SHA256withRSA' : 'RSA';
      expect(rsaVerify(SOURCE, signature, publicKey, signType)).toBe(true);
      expect(rsaVerify(`${SOURCE} `, signature, publicKey, signType)).toBe(false);
      expect(rsaVerify(SOURCE, signature, publicKey, other)).toBe(false);
    },
  );
});

describe('OpenSSL, asked once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'openssl-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(ALGORITHMS)('agrees with what is signed as %s (openssl dgst -%s)', async (signType, digest) => {
    const { publicKey, privateKey } = pairOf(2048);
    const file = (name: string): string => join(folder, name);
    writeFileSync(file('key.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(file('source'), SOURCE);
    writeFileSync(file('sign'), Buffer.from(await rsaSign(SOURCE, privateKey, signType), 'base64'));
    const check = ['dgst', `-${digest}`, '-verify', file('key.pem'), '-signature', file('sign')];
    const told = execFileSync('openssl', [...check, file('source')], { encoding: 'utf8' });
    expect(told).toMatch(/^Verified OK\r?\n$/);
  });
});

describe('text with an unpaired surrogate', () => {
  it('is never taken for the text with the replacement character that was signed', () => {
    const { publicKey, privateKey } = pairOf(1024);
    const signature = sign('md5', Buffer.from('memo=\ufffd'), privateKey).toString('base64');
    expect(rsaVerify('memo=\ufffd', signature, publicKey, 'RSA')).toBe(true);
    expect(rsaVerify('memo=\ud800', signature, publicKey, 'RSA')).toBe(false);
  });
});

describe('a signature in base64', () => {
  const { publicKey, privateKey } = pairOf(1024);
  const right = sign('md5', Buffer.from(SOURCE), privateKey).toString('base64');

  it.each([
    ['nothing', () => ''],
    ['line breaks', (text: string) => text.replace(/(.{76})/g, '$1\n')],
    ['a space for a plus', (text: string) => `${text.slice(0, 10)} ${text.slice(10)}`],
    ['no padding', (text: string) => text.replace(/=+$/, '')],
    ['the URL alphabet', (text: string) => text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')],
    ['something after its end', (text: string) => `${text}AAAA`],
    ['other words', () => 'not a signature!'],
  ])('is refused with %s', (_name, spelt: (text: string) => string) => {
    expect(rsaVerify(SOURCE, spelt(right), publicKey, 'RSA')).toBe(false);
  });

  it('is refused with other bits in its last character', () => {
    // 128 bytes end in "x=" or "xx=": the unused bits of the last character could be anything.
    const letter = right.at(-2) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const sibling = alphabet[alphabet.indexOf(letter) ^ 1] ?? '';
    const other = `${right.slice(0, -2)}${sibling}=`;
    expect(Buffer.from(other, 'base64')).toEqual(Buffer.from(right, 'base64'));
    expect(rsaVerify(SOURCE, other, publicKey, 'RSA')).toBe(false);
  });
});

describe('messages that LianLian really signed', () => {
  const key = createPublicKey(LIANLIAN_PUBLIC_KEY);
  const verifier = { keys: [key], signType: 'RSA' } as const;

  const verifies = (fields: object, unsigned?: readonly string[]): boolean =>
    isSignedBy(verifier, parseRawJsonObject(JSON.stringify(fields)), unsigned);

  it.each(signedMessages)('verify: $kind', ({ body, unsigned }) => {
    expect(verifies(body, unsigned)).toBe(true);
    expect(verifies(body)).toBe(unsigned === undefined);
  });

  it.each(signedMessages)('fail with any character of a value changed: $kind', ({ body, unsigned = [] }) => {
    const signed = Object.entries(body).filter(([name]) => !unsigned.includes(name)) as [string, string][];
    const passing = signed.flatMap(([name, value]) =>
      Array.from(value, (_, index) => index).flatMap((index) => {
        const char = value.charAt(index);
        const changed = `${value.slice(0, index)}${char === '1' ? '2' : '1'}${value.slice(index + 1)}`;
        return verifies({ ...body, [name]: changed }, unsigned) ? [`${name} at ${String(index)}`] : [];
      }),
    );
    expect(passing).toEqual([]);
  });

  it.each(signedMessages)('fail with a field added, removed or renamed: $kind', ({ body, unsigned = [] }) => {
    const names = Object.keys(body).filter((name) => !unsigned.includes(name));
    const altered = [
      { ...body, added: '1' },
      ...names.map((name) => Object.fromEntries(Object.entries(body).filter(([other]) => other !== name))),
      ...names.map((name) =>
        Object.fromEntries(
          Object.entries(body).map(([other, value]) => [other === name ? `${name}x` : other, value]),
        ),
      ),
    ];
    expect(altered.filter((fields) => verifies(fields, unsigned))).toEqual([]);
  });

  it.each(signedMessages.filter(({ unsigned }) => unsigned !== undefined))(
    'say nothing of what they do not sign: $kind',
    ({ body, unsigned = [] }) => {
      for (const name of unsigned) {
        const { [name]: _left, ...rest } = body;
        for (const fields of [rest, { ...body, [name]: 'anything' }])
          expect([name, verifies(fields, unsigned)]).toEqual([name, true]);
      }
    },
  );

  it('are eight', () => {
    expect(signedMessages).toHaveLength(8);
  });
});

describe('signing', () => {
  it('leaves the event loop free: other work goes on while signatures are made', async () => {
    const { privateKey, publicKey } = pairOf(4096);
    const began = performance.now();
    for (let index = 0; index < 16; index++) rsaSignSync(`${SOURCE}${String(index)}`, privateKey, 'RSA');
    const onMainThread = performance.now() - began;

    let longestPause = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longestPause = Math.max(longestPause, performance.now() - last);
      last = performance.now();
    }, 1);
    const sources = Array.from({ length: 16 }, (_, index) => `${SOURCE}${String(index)}`);
    const signatures = await Promise.all(sources.map((source) => rsaSign(source, privateKey, 'RSA')));
    longestPause = Math.max(longestPause, performance.now() - last);
    clearInterval(timer);

    expect(longestPause).toBeLessThan(onMainThread / 2);
    expect(
      sources.every((source, index) =>
        verify('md5', Buffer.from(source), publicKey, Buffer.from(signatures[index] ?? '', 'base64')),
      ),
    ).toBe(true);
  });
});
