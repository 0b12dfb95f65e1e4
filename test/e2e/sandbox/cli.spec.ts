import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../../lib/sandbox/cli/main.js';
import { signed } from './merchant.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianlian-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command line until it has printed its settings, or has ended. */
async function run(argv: string[]): Promise<{ out: string; errors: string; end: () => Promise<number> }> {
  const stop = new AbortController();
  let errors = '';
  let printed = (_: string): void => undefined;
  const output = new Promise<string>((resolve) => (printed = resolve));
  const code = main(argv, { out: printed, error: (text) => (errors += text), stop: stop.signal });
  const out = await Promise.race([output, code.then(() => '')]);
  const end = (): Promise<number> => {
    stop.abort();
    return code;
  };
  return { out, errors, end };
}

function settingsOf(out: string): Record<string, string> {
  const lines = out.matchAll(/^(LIANLIAN_\w+)=(?:"(.*)"|(.*))$/gm);
  return Object.fromEntries([...lines].map(([, name = '', quoted, bare]) => [name, quoted ?? bare ?? '']));
}

const pem = (oneLine = ''): string => oneLine.replaceAll('\\n', '\n');

describe('nestjs-lianlian sandbox', () => {
  it('prints the settings of a shop, and serves it until it is stopped', async () => {
    const { out, end } = await run(['sandbox', '--port', '0', '--oid-partner', '201304121000001005']);
    const settings = settingsOf(out);
    expect(settings['LIANLIAN_OID_PARTNER']).toBe('201304121000001005');
    expect(createPublicKey(pem(settings['LIANLIAN_PUBLIC_KEY'])).type).toBe('public');
    const privateKey = pem(settings['LIANLIAN_PRIVATE_KEY']);
    expect(createPrivateKey(privateKey).type).toBe('private');

    const gateway = settings['LIANLIAN_GATEWAY'] ?? '';
    expect(gateway).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const query = { oid_partner: '201304121000001005', sign_type: 'RSA', no_order: 'o-1' };
    const body = JSON.stringify(signed(query, privateKey));
    const response = await fetch(`${gateway}/llwalletapi/orderquery.htm`, { method: 'POST', body });
    expect(await response.json()).toEqual({ ret_code: '8901', ret_msg: '没有记录' });

    expect(await end()).toBe(0);
    await expect(fetch(gateway)).rejects.toThrow('fetch failed');
  });

  it('takes the merchant’s own public key, and prints no private one', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const file = join(folder, 'merchant.pem');
    await writeFile(file, publicKey.export({ format: 'pem', type: 'spki' }));
    const { out, end } = await run(['sandbox', '--port=0', '--merchant-public-key', file]);
    expect(settingsOf(out)).not.toHaveProperty('LIANLIAN_PRIVATE_KEY');
    expect(settingsOf(out)['LIANLIAN_OID_PARTNER']).toBe('201304121000001004');
    expect(await end()).toBe(0);
  });

  it('exits with 1 where it cannot start', async () => {
    const file = join(folder, 'none.pem');
    await writeFile(file, 'no key');
    const bad = await run(['sandbox', '--port', '0', '--merchant-public-key', file]);
    expect(await bad.end()).toBe(1);
    expect(bad.errors).toBe(`${file} holds no public key in PEM\n`);

    const first = await run(['sandbox', '--port', '0']);
    const port = new URL(settingsOf(first.out)['LIANLIAN_GATEWAY'] ?? '').port;
    const second = await run(['sandbox', '--port', port]);
    expect(await second.end()).toBe(1);
    expect(second.errors).toContain('EADDRINUSE');
    await first.end();
  });

  it.each([
    [[], 'which command?'],
    [['shop'], 'there is no command shop'],
    [['sandbox', 'now'], 'too many arguments: now'],
    [['sandbox', '--prot', '1'], '--prot'],
    [['sandbox', '--port', 'x'], '--port takes a number up to 65535'],
    [['sandbox', '--oid-partner', '12'], '--oid-partner takes 18 digits'],
    [['sandbox', '--notification-interval', '-1'], '--notification-interval'],
  ])('exits with 2 and its usage for %j', async (argv, reason) => {
    const { errors, end } = await run(argv);
    expect(await end()).toBe(2);
    expect(errors).toContain(reason);
    expect(errors).toContain('Usage: nestjs-lianlian sandbox');
  });

  it('explains itself', async () => {
    const { out, end } = await run(['--help']);
    expect(out).toContain('--notification-interval SECONDS');
    expect(await end()).toBe(0);
  });
});
