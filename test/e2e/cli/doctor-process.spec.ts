import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { buildProgram } from '../../attacks/support/app-process.js';
import { CLOCK_VARIABLES } from '../../support/clock-variables.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { runSandbox, unwrapped } from './support/command-line.js';

const MEGABYTE = 1024 * 1024;

let folder: string;
let program: Awaited<ReturnType<typeof buildProgram>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianlian-doctor-'));
  program = await buildProgram(new URL('../../../lib/cli/bin.ts', import.meta.url));
});
afterAll(() => Promise.all([program.remove(), rm(folder, { recursive: true })]));

interface Ended {
  readonly code: number | null;
  readonly printed: string;
}

/** The doctor in a process of its own, as the user's shell starts it. */
async function doctor(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input?: () => Iterable<Buffer | string>,
): Promise<Ended> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [program.file, 'doctor', ...argv], {
    cwd: folder,
    env: { PATH, ...CLOCK_VARIABLES, ...env },
  });
  // It stops reading once it has read too much.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const printed = Promise.all([text(child.stdout), text(child.stderr)]);
  for (const part of input?.() ?? []) {
    if (child.exitCode !== null || child.stdin.destroyed) break;
    if (!child.stdin.write(part)) {
      await Promise.race([new Promise((resolve) => child.stdin.once('drain', resolve)), ended]);
    }
  }
  child.stdin.end();
  return { code: await ended, printed: (await printed).join('') };
}

describe('a sandbox with TLS, which the doctor probes', () => {
  it('is not believed until its certificate is trusted, and the doctor says how', async () => {
    const shared = ['--quiet', '--key-size', '1024', '--keys', join(folder, 'keys'), '--tls'];
    const { out, settings, end } = await runSandbox(...shared, '--oid-partner', OID_PARTNER);
    const [, trusted = ''] = /NODE_EXTRA_CA_CERTS=(\S+)/.exec(out()) ?? [];
    const env = {
      LIANLIAN_OID_PARTNER: OID_PARTNER,
      LIANLIAN_PRIVATE_KEY_FILE: join(folder, `keys/merchant-${OID_PARTNER}.private.pem`),
      LIANLIAN_PUBLIC_KEY_FILE: join(folder, 'keys/lianlian.public.pem'),
      LIANLIAN_GATEWAY: settings['LIANLIAN_GATEWAY'] ?? '',
    };

    const refused = await doctor(['--probe'], env);
    expect(unwrapped(refused.printed)).toMatch(
      /✗ https:\/\/localhost:\d+: cannot be reached: nobody whom Node trusts has signed its TLS certificate \(DEPTH_ZERO_SELF_SIGNED_CERT\)\. If it is your sandbox, start Node with NODE_EXTRA_CA_CERTS=FILE/,
    );
    expect(refused.code).toBe(1);

    const inChinese = await doctor(['--probe'], { ...env, LANG: 'zh_CN.UTF-8' });
    expect(inChinese.printed).toContain('NODE_EXTRA_CA_CERTS=');
    expect(inChinese.printed.replace(/\n {2}/g, '')).toContain('证书不受 Node 信任');

    const believed = await doctor(['--probe'], { ...env, NODE_EXTRA_CA_CERTS: trusted });
    expect(unwrapped(believed.printed)).toContain('✓ privateKey: LianLian accepts what it signs');
    expect(unwrapped(believed.printed)).toMatch(
      /✓ https:\/\/localhost:\d+: answers, with a certificate that fits/,
    );
    expect(believed.printed).not.toContain('✗');
    expect(believed.code).toBe(0);
    await end();
  });
});

describe('a hundred megabytes', () => {
  const HUGE: readonly [what: string, part: string][] = [
    ['of open braces', '{'.repeat(MEGABYTE)],
    ['of a log', '2026-11-21 12:00:00 INFO GET /a HTTP/1.1 {"a":1}\n'.repeat(20_000)],
  ];

  it.each(HUGE)('%s, piped in, are refused after the first', async (_what, part) => {
    const { code, printed } = await doctor(['explain'], {}, function* () {
      for (let megabyte = 0; megabyte < 100; megabyte++) yield part;
    });
    expect(printed).toContain('what was pasted has more than 1 MB');
    expect(code).toBe(2);
  });

  it('in a file are not read', async () => {
    const file = join(folder, 'huge');
    const handle = await open(file, 'w');
    await handle.truncate(100 * MEGABYTE);
    await handle.close();
    const { code, printed } = await doctor(['explain', file]);
    expect(printed).toContain('what was pasted has more than 1 MB');
    expect(code).toBe(2);
  });
});

describe('almost a megabyte', () => {
  const size = MEGABYTE - 1_000;
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const env = { LIANLIAN_PUBLIC_KEY: publicKey.export({ format: 'pem', type: 'spki' }).toString() };
  const sign = randomBytes(128).toString('base64');

  it.each([
    ['of open braces', `x ${'{'.repeat(size)}`],
    ['of open lists', `{"a":${'['.repeat(size)}`],
    ['of quotes', '"'.repeat(size)],
    ['of request lines', 'GET '.repeat(size / 4)],
    ['of curl', `curl ${`'a' "b" \\\n`.repeat(size / 10)}`],
    ['of a form', 'a=1&b=2&'.repeat(size / 8)],
    ['of one value', JSON.stringify({ ret_code: '0000', name_goods: '中'.repeat(size / 4), sign })],
    [
      'of many fields with a signature',
      JSON.stringify({
        ret_code: '0000',
        sign,
        ...Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`f${String(at)}`, 'x'.repeat(2_000)])),
      }),
    ],
  ])('%s comes to an end', async (_what, pasted) => {
    const file = join(folder, 'pasted');
    await writeFile(file, pasted);
    const { code, printed } = await doctor(['explain', file, '--from', 'lianlian'], env);
    expect([1, 2]).toContain(code);
    expect(printed.length).toBeGreaterThan(20);
    expect(printed).not.toMatch(/RangeError|TypeError|heap/);
  });
});
