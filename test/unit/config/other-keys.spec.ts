import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { afterAll, describe, expect, it } from 'vitest';

import { KeyProblem } from '../../../lib/config/key-problem.js';
import { type KeyInput, parsePrivateKey, parsePublicKey } from '../../../lib/config/keys.js';

/** What people put where a key belongs, made by the programs that they make it with. */
const folder = mkdtempSync(join(tmpdir(), 'lianlian-keys-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const file = (name: string): string => join(folder, name);
const run = (program: string, ...args: string[]): void => {
  execFileSync(program, args, { stdio: 'ignore' });
};
const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'spki' | 'sec1'): string =>
  key.export({ format: 'pem', type: type }).toString();
const bare = (text: string): string => text.replace(/-----[^-]+-----|\n/g, '');

const plain = pem(privateKey, 'pkcs8');
writeFileSync(file('private.pem'), plain, { mode: 0o600 });
writeFileSync(file('openssh'), pem(privateKey, 'pkcs1'), { mode: 0o600 });
// Rewrites a key in OpenSSH's own format.
run('ssh-keygen', '-p', '-q', '-N', '', '-f', file('openssh'));
writeFileSync(file('openssh.pub'), execFileSync('ssh-keygen', ['-y', '-f', file('openssh')]));
const subject = ['-subj', '/CN=shop.example'];
run(
  'openssl',
  'req',
  '-new',
  '-x509',
  '-key',
  file('private.pem'),
  '-out',
  file('certificate.pem'),
  ...subject,
);
run('openssl', 'req', '-new', '-key', file('private.pem'), '-out', file('request.pem'), ...subject);
const pfx = ['-inkey', file('private.pem'), '-in', file('certificate.pem'), '-passout', 'pass:secret'];
run('openssl', 'pkcs12', '-export', ...pfx, '-out', file('shop.pfx'));

run('openssl', 'crl2pkcs7', '-nocrl', '-certfile', file('certificate.pem'), '-out', file('shop.p7b'));

const text = (name: string): string => readFileSync(file(name), 'utf8');
const lines = plain.trim().split('\n');
const encrypted = (type: 'pkcs1' | 'pkcs8'): string =>
  privateKey.export({ format: 'pem', type, cipher: 'aes-256-cbc', passphrase: 'secret' }).toString();
const der = privateKey.export({ format: 'der', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret' });

const base64 = (value: string): string => Buffer.from(value).toString('base64');
const hex = (key: KeyObject, type: 'pkcs8' | 'spki'): string =>
  key.export({ format: 'der', type }).toString('hex');
const longFolder = 'a-folder-with-a-long-name/'.repeat(6);
const bytes = (key: KeyObject, type: 'pkcs8' | 'spki'): Uint8Array =>
  Uint8Array.from(key.export({ format: 'der', type }));

const PRIVATE: readonly (readonly [string, unknown, RegExp])[] = [
  ['an OpenSSH private key', text('openssh'), /OpenSSH private key.*ssh-keygen -p/],
  ['the same without its lines', bare(text('openssh')), /OpenSSH private key.*ssh-keygen/],
  ['the same as base64', Buffer.from(text('openssh')).toString('base64'), /OpenSSH private key/],
  ['an OpenSSH public key', text('openssh.pub'), /OpenSSH public key: a private key is wanted/],
  ['a path', '/run/secrets/lianlian', /path.*LIANLIAN_PRIVATE_KEY_FILE/],
  ['a path in quotes', '"./keys/private.pem"', /path/],
  ['a path at home', '~/keys/private', /path/],
  ['a path on Windows', String.raw`C:\keys\private.key`, /path/],
  ['a path on Windows with \\n and \\r', String.raw`C:\new\rsa`, /path/],
  ['a long path', `/home/shop/${longFolder}private.pem`, /path/],
  ['a long path without an ending', `/home/shop/${longFolder}private`, /path/],
  ['a long relative path', `${longFolder}private.key`, /path/],
  [
    'a long path on Windows',
    String.raw`C:\Users\shop\${longFolder.replaceAll('/', '\\')}private.pem`,
    /path/,
  ],
  ['base64 of a path', base64('/run/secrets/lianlian-private.pem'), /base64 text.*path/],
  ['base64 of an OpenSSH public key', base64(text('openssh.pub')), /base64 text.*OpenSSH public key/],
  ['base64 of a JWK', base64(JSON.stringify(privateKey.export({ format: 'jwk' }))), /base64 text.*JWK/],
  ['base64 of base64 of PEM', base64(base64(plain)), /base64 of base64.*base64 -d/],
  ['base64 of base64 of DER', base64(base64(bare(plain))), /base64 of base64/],
  ['hexadecimal', hex(privateKey, 'pkcs8'), /hexadecimal.*Buffer\.from/],
  [
    'hexadecimal with colons',
    hex(privateKey, 'pkcs8')
      .replace(/..(?!$)/g, '$&:')
      .toUpperCase(),
    /hexadecimal/,
  ],
  ['PKCS#7', text('shop.p7b'), /PKCS#7.*a private key is wanted/],
  ['a Promise', Promise.resolve(plain), /Promise: await it/],
  ['a Uint8Array', bytes(privateKey, 'pkcs8'), /Uint8Array.*Buffer\.from/],
  ['an ArrayBuffer', bytes(privateKey, 'pkcs8').buffer, /ArrayBuffer.*Buffer\.from/],
  ['the name of a file', 'merchant-private.pem', /path/],
  ['the URL of a file', 'file:///keys/private.pem', /path/],
  ['a certificate', text('certificate.pem'), /certificate.*a private key is wanted/],
  ['a certificate without its lines', bare(text('certificate.pem')), /certificate/],
  ['a request for a certificate', text('request.pem'), /request for a certificate/],
  ['a .pfx', readFileSync(file('shop.pfx')), /\.pfx.*openssl pkcs12.*-nocerts/],
  ['a .pfx as base64', readFileSync(file('shop.pfx')).toString('base64'), /\.pfx.*openssl pkcs12/],
  ['a public key', pem(publicKey, 'spki'), /is a public key: a private key is wanted/],
  ['a passphrase (PKCS#8)', encrypted('pkcs8'), /passphrase.*openssl pkey/],
  ['a passphrase (PKCS#1)', encrypted('pkcs1'), /passphrase/],
  ['a passphrase, without lines', bare(encrypted('pkcs8')), /passphrase/],
  ['a passphrase, as DER', der, /passphrase/],
  ['an EC key (SEC 1)', pem(ec.privateKey, 'sec1'), /not an RSA key.*ec/],
  ['an EC key (SEC 1) without lines', bare(pem(ec.privateKey, 'sec1')), /not an RSA key.*ec/],
  ['a JWK', JSON.stringify(privateKey.export({ format: 'jwk' })), /JWK.*createPrivateKey/],
  ['a JWK as an object', privateKey.export({ format: 'jwk' }), /JWK/],
  ["a key of PuTTY's", 'PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none', /PuTTY/],
  ['a placeholder', '<your private key>', /placeholder/],
  ['no first line', lines.slice(1).join('\n'), /BEGIN and END/],
  ['no last line', lines.slice(0, -1).join('\n'), /BEGIN and END/],
  ['a line less', lines.filter((_line, at) => at !== 5).join('\n'), /a line is missing/],
  ['half a key', bare(plain).slice(0, 800), /cut off/],
  ['the first line of a key, quoted', `"${lines[1] ?? ''}"`, /cut off/],
  ['dashes of a word processor', plain.replaceAll('-----', '—–'), /BEGIN and END/],
];

const PUBLIC: readonly (readonly [string, unknown, RegExp])[] = [
  ['an OpenSSH public key', text('openssh.pub'), /OpenSSH public key.*ssh-keygen -e -m PKCS8/],
  ['the same without its name', text('openssh.pub').split(' ')[1], /OpenSSH public key/],
  ['an OpenSSH private key', text('openssh'), /OpenSSH private key: a public key is wanted/],
  ['a certificate', text('certificate.pem'), /certificate.*openssl x509/],
  ['a certificate without its lines', bare(text('certificate.pem')), /certificate.*openssl x509/],
  ['a request for a certificate', text('request.pem'), /request.*openssl req/],
  ['a .pfx', readFileSync(file('shop.pfx')), /\.pfx.*-nokeys/],
  ['base64 of an OpenSSH public key', base64(text('openssh.pub')), /OpenSSH public key.*ssh-keygen/],
  ['base64 of base64', base64(base64(pem(publicKey, 'spki'))), /base64 of base64/],
  ['hexadecimal', hex(publicKey, 'spki'), /hexadecimal/],
  ['PKCS#7', text('shop.p7b'), /PKCS#7.*openssl pkcs7 .*-print_certs/],
  ['PKCS#7 without its lines', bare(text('shop.p7b')), /PKCS#7.*openssl pkcs7 /],
  ['a Promise', Promise.resolve(pem(publicKey, 'spki')), /Promise: await it/],
  ['a Uint8Array', bytes(publicKey, 'spki'), /Uint8Array/],
  ['a path', 'keys/lianlian.pem', /path.*LIANLIAN_PUBLIC_KEY_FILE/],
  ['a private key', plain, /is a private key: a public key is wanted/],
  ['a private key with a passphrase', encrypted('pkcs8'), /is a private key|passphrase/],
  ['an EC key', pem(ec.publicKey, 'spki'), /not an RSA key.*ec/],
  ['a JWK', JSON.stringify(publicKey.export({ format: 'jwk' })), /JWK.*createPublicKey/],
  ['half a key', bare(pem(publicKey, 'spki')).slice(0, 200), /cut off/],
];

describe.each([
  ['private', parsePrivateKey, PRIVATE],
  ['public', parsePublicKey, PUBLIC],
] as const)('where a %s key belongs', (_half, parse, cases) => {
  it.each(cases)('%s is named, with the mend, and without the value', (_name, input, words) => {
    const error = problemOf(() => parse(input as KeyInput));
    expect(error.message).toMatch(words);
    const shown = inspect(error, { showHidden: true, depth: 9 });
    const written = typeof input === 'string' || Buffer.isBuffer(input) ? input.toString() : '';
    for (const part of written.split(/[\s"']+/).filter((each) => each.length > 16)) {
      expect(shown).not.toContain(part.slice(0, 24));
    }
  });
});

it("an OpenSSH key is a key once it was converted by the message's own command", () => {
  run('ssh-keygen', '-p', '-q', '-N', '', '-m', 'PEM', '-f', file('openssh'));
  expect(parsePrivateKey(text('openssh')).equals(privateKey)).toBe(true);
  const converted = execFileSync('ssh-keygen', ['-e', '-m', 'PKCS8', '-f', file('openssh.pub')]);
  expect(parsePublicKey(converted).equals(publicKey)).toBe(true);
});

function problemOf(parse: () => unknown): Error {
  try {
    parse();
  } catch (error) {
    if (error instanceof KeyProblem) return error;
    throw error;
  }
  throw new Error('it was taken for a key');
}
