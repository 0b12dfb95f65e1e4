import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import { KeyProblem } from '../../../lib/config/key-problem.js';
import { parsePrivateKey, parsePublicKey } from '../../../lib/config/keys.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'spki'): string =>
  key.export({ format: 'pem', type: type }).toString();
const der = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'spki'): Buffer =>
  key.export({ format: 'der', type: type as 'pkcs1' });

const encodedInLines = (text: string): string =>
  Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\n');
const base64url = (text: string): string =>
  Buffer.from(text.replace(/-----[^-]+-----|\n/g, ''), 'base64').toString('base64url');

/** Every way in which merchants have a key. */
const layouts: [string, (text: string) => string | Buffer][] = [
  ['PEM', (text) => text],
  ['PEM without a last newline', (text) => text.trim()],
  ['PEM with CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['PEM with escaped newlines', (text) => text.replaceAll('\n', String.raw`\n`)],
  ['PEM with escaped CRLF', (text) => text.replaceAll('\n', String.raw`\r\n`)],
  ['PEM in one line with spaces', (text) => text.replaceAll('\n', ' ')],
  ['PEM in one line without spaces', (text) => text.replaceAll('\n', '')],
  ['PEM in quotes', (text) => `"${text.replaceAll('\n', String.raw`\n`)}"`],
  ['PEM that is indented', (text) => text.replaceAll('\n', '\n    ')],
  ['PEM after a byte order mark', (text) => `\uFEFF${text}`],
  ['PEM behind notes of OpenSSL', (text) => `Bag Attributes\n    friendlyName: shop\n${text}`],
  ['a Buffer of PEM', (text) => Buffer.from(text)],
  ['bare base64', (text) => text.replace(/-----[^-]+-----|\n/g, '')],
  ['bare base64 in lines', (text) => text.replace(/-----[^-]+-----\n/g, '')],
  [
    'bare base64 with escaped newlines',
    (text) => text.replace(/-----[^-]+-----\n/g, '').replaceAll('\n', String.raw`\n`),
  ],
  ['a key file as one line of base64', (text) => Buffer.from(text).toString('base64')],
  ['a key file with CRLF as base64 in lines', (text) => encodedInLines(text.replaceAll('\n', '\r\n'))],
  ['a key file as base64 in quotes', (text) => `'${Buffer.from(`\uFEFF${text}`).toString('base64')}'`],
  ['bare base64 in quotes', (text) => `"${text.replace(/-----[^-]+-----|\n/g, '')}"`],
  ['bare base64 of URLs', (text) => base64url(text)],
  ['PEM with newlines escaped twice', (text) => text.replaceAll('\n', String.raw`\\n`)],
  ['a Buffer of PEM in UTF-16', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['a Buffer of base64', (text) => Buffer.from(text.replace(/-----[^-]+-----\n/g, ''))],
];

describe.each(['pkcs1', 'pkcs8'] as const)('a private key in %s', (type) => {
  it.each(layouts)('is read as %s', (_layout, lay) => {
    expect(parsePrivateKey(lay(pem(privateKey, type))).equals(privateKey)).toBe(true);
  });

  it('is read as DER and as a KeyObject', () => {
    expect(parsePrivateKey(der(privateKey, type)).equals(privateKey)).toBe(true);
    expect(parsePrivateKey(privateKey)).toBe(privateKey);
  });

  it.each(layouts)('is refused for a public key, as %s', (_layout, lay) => {
    expect(() => parsePublicKey(lay(pem(privateKey, type)))).toThrow(/is a private key/);
  });

  it('is refused for a public key as DER', () => {
    expect(() => parsePublicKey(der(privateKey, type))).toThrow(/is a private key/);
  });
});

describe.each(['pkcs1', 'spki'] as const)('a public key in %s', (type) => {
  it.each(layouts)('is read as %s', (_layout, lay) => {
    expect(parsePublicKey(lay(pem(publicKey, type))).equals(publicKey)).toBe(true);
  });

  it('is read as DER and as a KeyObject', () => {
    expect(parsePublicKey(der(publicKey, type)).equals(publicKey)).toBe(true);
    expect(parsePublicKey(publicKey)).toBe(publicKey);
  });

  it.each(layouts)('is refused for a private key, as %s', (_layout, lay) => {
    expect(() => parsePrivateKey(lay(pem(publicKey, type)))).toThrow(/is a public key/);
  });
});

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const small = generateKeyPairSync('rsa', { modulusLength: 512 });
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
const encrypted = (type: 'pkcs1' | 'pkcs8'): string =>
  privateKey.export({ format: 'pem', type, cipher: 'aes-256-cbc', passphrase: 'secret' }).toString();
const text = pem(privateKey, 'pkcs8');

describe('what is refused, with the reason', () => {
  it.each([
    ['an EC key', pem(ec.privateKey, 'pkcs8'), /not an RSA key/],
    ['an EC KeyObject', ec.privateKey, /not an RSA key/],
    ['an RSA-PSS key', pem(pss.privateKey, 'pkcs8'), /not an RSA key/],
    ['512 bits', pem(small.privateKey, 'pkcs8'), /512 bits/],
    ['512 bits as a KeyObject', small.privateKey, /512 bits/],
    ['a public KeyObject', publicKey, /is a public key/],
    ['a key with a passphrase (PKCS#8)', encrypted('pkcs8'), /passphrase/],
    ['a key with a passphrase (PKCS#1)', encrypted('pkcs1'), /passphrase/],
    ['a key that was cut off', text.slice(0, 500), /cut off/],
    ['a bare key that was cut off', text.replace(/-----[^-]+-----|\n/g, '').slice(0, 600), /cut off/],
    ['two keys', text + text, /several/],
    ['a path', '/etc/keys/private.pem', /path.*_FILE/],
    ['a template that was not filled in', '${PRIVATE_KEY}', /placeholder/],
    ['nonsense', 'not a key!', /neither PEM nor base64/],
    ['an empty Buffer', Buffer.alloc(0), /neither PEM nor base64/],
    ['DER of nonsense', Buffer.from([0x30, 0x03, 0x02, 0x01, 0x01]), /not a readable/],
  ])('for a private key: %s', (_what, input, reason) => {
    expect(() => parsePrivateKey(input)).toThrow(reason);
    expect(() => parsePrivateKey(input)).toThrow(KeyProblem);
  });

  it.each([
    ['an EC key', pem(ec.publicKey, 'spki'), /not an RSA key/],
    ['512 bits', pem(small.publicKey, 'spki'), /512 bits/],
    ['a private KeyObject', privateKey, /is a private key/],
    ['a private key with a passphrase', encrypted('pkcs8'), /is a private key|passphrase/],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', /certificate.*openssl/],
    ['mismatched PEM lines', pem(publicKey, 'spki').replace('END PUBLIC', 'END RSA PUBLIC'), /BEGIN and END/],
  ])('for a public key: %s', (_what, input, reason) => {
    expect(() => parsePublicKey(input)).toThrow(reason);
  });

  it('without the key in the error', () => {
    const broken = text.replace('MII', 'MIJ').slice(0, -60);
    const body = broken.split('\n').slice(1, 5);
    for (const input of [
      broken,
      Buffer.from(broken),
      broken.replaceAll('\n', ''),
      broken.replace(/-----[^-]+-----/g, ''),
    ]) {
      for (const parse of [parsePrivateKey, parsePublicKey]) {
        let caught: unknown;
        try {
          parse(input);
        } catch (error) {
          caught = error;
        }
        expect(caught).toBeInstanceOf(KeyProblem);
        for (const line of body) expect(inspect(caught, { showHidden: true, depth: 9 })).not.toContain(line);
      }
    }
  });

  it('a key made with its passphrase is taken as a KeyObject', () => {
    const key = createPrivateKey({ key: encrypted('pkcs8'), passphrase: 'secret' });
    expect(parsePrivateKey(key).equals(privateKey)).toBe(true);
  });
});
