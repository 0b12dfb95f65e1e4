import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { lacksFileModes, modeOf } from '../../support/file-modes.js';
import { run, runSandbox } from './support/command-line.js';
import { payWith } from './support/pay-with.js';

const OID = '201304121000001004';
const FORMATS = ['pkcs8', 'pkcs1', 'base64'] as const;
const HEADS = {
  pkcs8: [/^-----BEGIN PRIVATE KEY-----\n/, /^-----BEGIN PUBLIC KEY-----\n/],
  pkcs1: [/^-----BEGIN RSA PRIVATE KEY-----\n/, /^-----BEGIN RSA PUBLIC KEY-----\n/],
  base64: [/^MI[\w+/]+=*$/, /^MI[\w+/]+=*$/],
} as const;

const pair = generateKeyPairSync('rsa', { modulusLength: 1024 });
const pem = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'spki'): string =>
  key.export({ format: 'pem', type } as never).toString();
const bare = (text: string): string => text.replace(/-----[^-]+-----|\s/g, '');

let folder: string;
let folders = 0;
/** A folder that no other test uses. */
async function emptyFolder(): Promise<string> {
  const made = join(folder, `keys-${String(++folders)}`);
  await mkdir(made);
  return made;
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianlian-keys-'));
});
// A start that failed at one file may still write the others.
afterAll(() => rm(folder, { recursive: true, maxRetries: 5 }));

/** What is printed, as `.env` reads it. */
function printedSettings(out: string): Record<string, string> {
  return parseEnv(out) as Record<string, string>;
}

describe.each(FORMATS)('keys as %s', (format) => {
  const [privateHead, publicHead] = HEADS[format];

  it('are printed so that a shop starts with them and takes a payment', async () => {
    const { out, end } = await runSandbox('--quiet', '--key-size', '1024', '--key-format', format);
    const settings = printedSettings(out());
    const { LIANLIAN_PRIVATE_KEY: privateKey = '', LIANLIAN_PUBLIC_KEY: publicKey = '' } = settings;
    expect(`${privateKey}\n`).toMatch(format === 'base64' ? /^MI\S+\n$/ : privateHead);
    expect(`${publicKey}\n`).toMatch(format === 'base64' ? /^MI\S+\n$/ : publicHead);
    expect(await payWith(settings)).toBe('order-1');
    await end();
  });

  it('are written into the folder, from where a shop takes them', async () => {
    const keys = await emptyFolder();
    const { out, end } = await runSandbox(
      '--quiet',
      '--keys',
      keys,
      '--key-size',
      '1024',
      '--key-format',
      format,
    );
    const privateFile = join(keys, `merchant-${OID}.private.pem`);
    const privateText = await readFile(privateFile, 'utf8');
    expect(privateText).toMatch(privateHead);
    expect(await readFile(join(keys, 'lianlian.public.pem'), 'utf8')).toMatch(publicHead);
    const settings = printedSettings(out());
    expect(settings['LIANLIAN_PRIVATE_KEY_FILE']).toBe(privateFile);
    expect(await payWith(settings)).toBe('order-1');
    await end();

    const other = FORMATS.find((each) => each !== format) ?? format;
    const again = await runSandbox('--quiet', '--keys', keys, '--key-size', '4096', '--key-format', other);
    expect(again.out()).toBe(
      out().replaceAll(settings['LIANLIAN_GATEWAY'] ?? '', again.settings['LIANLIAN_GATEWAY'] ?? ''),
    );
    expect(await readFile(privateFile, 'utf8')).toBe(privateText);
    await again.end();
  });

  it.skipIf(lacksFileModes('who may read keys of every form'))('are for their owner alone', async () => {
    const keys = await emptyFolder();
    const { end } = await runSandbox('--keys', keys, '--key-size', '1024', '--key-format', format);
    await end();
    expect(await modeOf(join(keys, `merchant-${OID}.private.pem`))).toBe(0o600);
    expect(await modeOf(join(keys, 'lianlian.private.pem'))).toBe(0o600);
  });
});

it.each([1024, 2048])('makes keys of %i bits', async (bits) => {
  const { settings, end } = await runSandbox('--key-size', String(bits));
  const keys = [
    createPrivateKey(settings['LIANLIAN_PRIVATE_KEY'] ?? ''),
    createPublicKey(settings['LIANLIAN_PUBLIC_KEY'] ?? ''),
  ];
  expect(keys.map((key) => key.asymmetricKeyDetails?.modulusLength)).toEqual([bits, bits]);
  await end();
});

it('takes both from a configuration file, and those of the command line for stronger', async () => {
  const config = join(folder, 'format.json');
  await writeFile(config, JSON.stringify({ modulusLength: 1024, keyFormat: 'pkcs1' }));
  const first = await runSandbox('--config', config);
  expect(first.settings['LIANLIAN_PRIVATE_KEY']).toMatch(/^-----BEGIN RSA PRIVATE KEY/);
  await first.end();
  const second = await runSandbox('--config', config, '--key-format', 'base64');
  expect(second.settings['LIANLIAN_PRIVATE_KEY']).toMatch(/^MII\S+$/);
  await second.end();
});

/** A merchant's private key, as somebody else may have written it. */
const WRITTEN: readonly (readonly [string, string])[] = [
  ['PKCS#1', pem(pair.privateKey, 'pkcs1')],
  ['PKCS#8', pem(pair.privateKey, 'pkcs8')],
  ['PKCS#8 without its last line break', pem(pair.privateKey, 'pkcs8').trim()],
  ['PKCS#8 with lines at its end', `${pem(pair.privateKey, 'pkcs8')}\n\n`],
  ['PKCS#1 with CRLF', pem(pair.privateKey, 'pkcs1').replaceAll('\n', '\r\n')],
  ['PKCS#8 behind a byte order mark', `\uFEFF${pem(pair.privateKey, 'pkcs8')}`],
  ['one line of PKCS#8', bare(pem(pair.privateKey, 'pkcs8'))],
  ['one line of PKCS#1', `${bare(pem(pair.privateKey, 'pkcs1'))}\n`],
];

/** A part of the private key that every text of it has, however its lines are broken. */
function assertNoSecret(printed: string): void {
  expect(printed).not.toContain('PRIVATE KEY-----');
  const text = printed.replace(/\\n|\s/g, '');
  for (const form of ['pkcs1', 'pkcs8'] as const) {
    const secret = bare(pem(pair.privateKey, form));
    expect(text).not.toContain(secret.slice(-40));
    expect(text).not.toContain(secret.slice(300, 340));
  }
}

describe('a private key of yours is never printed', () => {
  it.each(WRITTEN)('but its file is named: %s', async (_form, text) => {
    const keys = await emptyFolder();
    const file = join(keys, `merchant-${OID}.private.pem`);
    await writeFile(file, text);
    await writeFile(join(keys, `merchant-${OID}.public.pem`), bare(pem(pair.publicKey, 'spki')));
    const { out, settings, end } = await runSandbox('--quiet', '--keys', keys, '--key-size', '1024');
    expect(settings['LIANLIAN_PRIVATE_KEY_FILE']).toBe(file);
    assertNoSecret(out());
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(await payWith(printedSettings(out()))).toBe('order-1');
    await end();
  });

  it.each(['pkcs1', 'spki'] as const)(
    'LianLian’s public key is read as %s, and its file named',
    async (type) => {
      const keys = await emptyFolder();
      await writeFile(join(keys, 'lianlian.private.pem'), pem(pair.privateKey, 'pkcs1'));
      await writeFile(join(keys, 'lianlian.public.pem'), pem(pair.publicKey, type).replaceAll('\n', '\r\n'));
      const { out, settings, end } = await runSandbox('--keys', keys, '--key-size', '1024');
      expect(settings['LIANLIAN_PUBLIC_KEY_FILE']).toBe(join(keys, 'lianlian.public.pem'));
      assertNoSecret(out());
      await end();
    },
  );

  it.each([
    ['a file that the configuration names', { privateKeyFile: 'mine.pem' }],
    ['the configuration itself', { privateKey: pem(pair.privateKey, 'pkcs8') }],
  ])('of %s', async (_what, merchant) => {
    const home = await emptyFolder();
    await writeFile(join(home, 'mine.pem'), pem(pair.privateKey, 'pkcs1'));
    const config = join(home, 'sandbox.json');
    const lianlianKeyFile = 'mine.pem';
    await writeFile(
      config,
      JSON.stringify({
        lianlianKeyFile,
        merchants: [merchant, { ...merchant, oidPartner: '201304121000009009' }],
      }),
    );
    const { out, end } = await runSandbox('--config', config);
    expect(out().match(/^# LIANLIAN_PRIVATE_KEY: yours$/gm)).toHaveLength(2);
    assertNoSecret(out());
    await end();
  });
});

describe('a key that cannot be used', () => {
  const passphrase = { cipher: 'aes-256-cbc', passphrase: 'secret' } as const;
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const merchantFile = `merchant-${OID}.private.pem`;

  it.each([
    [
      'encrypted PKCS#8',
      merchantFile,
      pair.privateKey.export({ format: 'pem', type: 'pkcs8', ...passphrase }),
      'is protected by a passphrase: decrypt it first',
    ],
    [
      'encrypted PKCS#1',
      merchantFile,
      pair.privateKey.export({ format: 'pem', type: 'pkcs1', ...passphrase }),
      'is protected by a passphrase: decrypt it first',
    ],
    [
      'a public key',
      merchantFile,
      pem(pair.publicKey, 'spki'),
      'is a public key: a private key is wanted here',
    ],
    [
      'half of the text',
      merchantFile,
      pem(pair.privateKey, 'pkcs1').slice(0, 400),
      'begins like PEM, but has no matching BEGIN and END lines',
    ],
    [
      'half of the base64',
      merchantFile,
      bare(pem(pair.privateKey, 'pkcs8')).slice(0, 400),
      'is not a readable RSA private key',
    ],
    [
      'a key of another kind',
      merchantFile,
      ec.privateKey.export({ format: 'pem', type: 'pkcs8' }),
      'is not an RSA key',
    ],
    [
      'no key',
      merchantFile,
      `hunter2! ${bare(pem(pair.privateKey, 'pkcs8'))}`,
      'is neither PEM nor base64 text',
    ],
    ['an empty file', merchantFile, '', 'is neither PEM nor base64 text'],
    [
      'a private key',
      `merchant-${OID}.public.pem`,
      pem(pair.privateKey, 'pkcs1'),
      'is a private key: a public key is wanted here',
    ],
    [
      'a private key',
      'lianlian.public.pem',
      bare(pem(pair.privateKey, 'pkcs8')),
      'is a private key: a public key is wanted here',
    ],
  ])('is named with its rule, and not shown: %s as %s', async (_what, name, text, rule) => {
    const keys = await emptyFolder();
    await writeFile(join(keys, name), text);
    const { exitCode, errors, out } = run(['sandbox', '--port', '0', '--keys', keys]);
    expect(await exitCode).toBe(1);
    expect(errors()).toContain(`${join(keys, name)} ${rule}`);
    assertNoSecret(out() + errors());
    expect(errors()).not.toContain('hunter2');
  });

  it('is named where it is a folder', async () => {
    const keys = await emptyFolder();
    await mkdir(join(keys, 'lianlian.private.pem'));
    const { exitCode, errors } = run(['sandbox', '--port', '0', '--keys', keys]);
    expect(await exitCode).toBe(1);
    expect(errors()).toBe(`${join(keys, 'lianlian.private.pem')} cannot be read (EISDIR)\n`);
  });

  it('is named where it is a file in place of the folder', async () => {
    const file = join(await emptyFolder(), 'keys');
    await writeFile(file, '');
    const { exitCode, errors } = run(['sandbox', '--port', '0', '--keys', file]);
    expect(await exitCode).toBe(1);
    expect(errors()).toBe(`${file} is no folder for keys (EEXIST)\n`);
  });

  it('is named with the option of the configuration file', async () => {
    const config = join(await emptyFolder(), 'sandbox.json');
    await writeFile(join(config, '..', 'mine.pem'), pem(pair.publicKey, 'spki'));
    await writeFile(config, JSON.stringify({ lianlianKeyFile: 'mine.pem' }));
    const { exitCode, errors } = run(['sandbox', '--config', config]);
    expect(await exitCode).toBe(1);
    expect(errors()).toBe(
      `${config}: lianlianKeyFile: mine.pem is a public key: a private key is wanted here\n`,
    );
  });
});
