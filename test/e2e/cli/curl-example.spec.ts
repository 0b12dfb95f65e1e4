import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { LianlianSandbox } from '../../../lib/sandbox/sandbox.js';
import { CLOCK_VARIABLES } from '../../support/clock-variables.js';
import { lacks } from '../../support/needs.js';

const SCRIPT = fileURLToPath(new URL('../../../docs/examples/curl/pay.sh', import.meta.url));

let folder: string;
let sandbox: LianlianSandbox;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianlian-'));
  sandbox = await LianlianSandbox.start({ keysDir: join(folder, 'keys') });
});
afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** Runs a script as the guide says: without Node, and with nothing but curl, openssl and what every system has. */
function runScript(
  script: string,
  order: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const env = {
    PATH: process.env['PATH'],
    // Its clock is that of the sandbox, whatever clock that is.
    ...CLOCK_VARIABLES,
    GATEWAY: sandbox.url,
    KEYS: join(folder, 'keys'),
    NO_ORDER: order,
    ...more,
  };
  return new Promise((resolve) => {
    execFile('sh', [script], { env, cwd: folder }, (error, out, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, errors });
    });
  });
}

/** The script with one mistake. */
async function broken(name: string, from: string, to: string): Promise<string> {
  const script = await readFile(SCRIPT, 'utf8');
  expect(script.split(from)).toHaveLength(2);
  await writeFile(
    join(folder, name),
    script.replace(from, () => to),
  );
  return join(folder, name);
}

const skips = lacks({
  tests: 'docs/examples/curl/pay.sh',
  missing: process.platform === 'win32' && 'sh, with the paths and line ends that the script expects',
  run: 'on Linux or macOS',
});

describe.skipIf(skips)('docs/examples/curl/pay.sh', () => {
  it('takes a payment, and verifies what LianLian signs', async () => {
    const { code, out, errors } = await runScript(SCRIPT, 'curl-1');
    expect(errors).toBe('');
    const { oid_paybill, result_pay } = sandbox.transaction('curl-1');
    expect(out.split('\n')).toEqual([
      'The response to the payment is signed by LianLian.',
      expect.stringMatching(/^Order curl-1 waits to be paid: https?:/),
      'The notification is signed by LianLian.',
      'The response to the query is signed by LianLian.',
      `Order curl-1 is paid: transaction ${oid_paybill}.`,
      '',
    ]);
    expect([code, result_pay]).toEqual([0, 'SUCCESS']);
    expect(sandbox.requests.map(({ api, verified }) => [api, verified])).toEqual([
      ['aggregate.direct', true],
      ['aggregate.query', true],
    ]);
  });

  it.each([
    ['sorts in reverse', 'LC_ALL=C sort -t', 'LC_ALL=C sort -r -t'],
    ['signs a line break', 'printf "%s", $0 }\'\n}', "print $0 }'\n}"],
    ['signs with SHA-256', 'openssl dgst -md5 -sign', 'openssl dgst -sha256 -sign'],
  ])('would be refused if it %s', async (what, from, to) => {
    const { code, out, errors } = await runScript(await broken('wrong.sh', from, to), `curl-${what.length}`);
    expect(errors).toContain('FAILED: LianLian answered 1001');
    expect([code, out]).toEqual([1, '']);
  });

  it('believes nobody but LianLian', async () => {
    const keys = join(folder, 'keys');
    const wrong = await broken(
      'trust.sh',
      '$KEYS/lianlian.public.pem',
      '$KEYS/merchant-$OID_PARTNER.public.pem',
    );
    const { code, errors } = await runScript(wrong, 'curl-2', { KEYS: keys });
    expect([code, errors]).toEqual([1, 'FAILED: the response to the payment is not signed by LianLian\n']);
  });

  it('notices a notification that was altered', async () => {
    const script = await broken(
      'altered.sh',
      '-e \'s/\\\\"/"/g\' "$work/order.json"',
      '-e \'s/\\\\"/"/g\' -e \'s/210\\.9/210.8/\' "$work/order.json"',
    );
    const { code, errors } = await runScript(script, 'curl-3');
    expect([code, errors]).toEqual([1, 'FAILED: the notification is not signed by LianLian\n']);
  });
});

describe('docs/sandbox-without-node.md', () => {
  it('names commands and files that there are', async () => {
    const guide = await readFile(new URL('../../../docs/sandbox-without-node.md', import.meta.url), 'utf8');
    const script = await readFile(SCRIPT, 'utf8');
    // Every way in which the guide makes or checks a signature is one of the script's.
    const commands = guide.match(/openssl \w+(?: -[\w-]+)+/g) ?? [];
    expect(commands).toHaveLength(4);
    for (const command of commands) expect(script).toContain(command);
    for (const [, path = ''] of guide.matchAll(/\]\(((?:\.\.?\/|examples\/)[^)#]*)/g)) {
      const file = await stat(new URL(`../../../docs/${path}`, import.meta.url));
      expect([path, file.isFile(), file.size > 0]).toEqual([path, true, true]);
    }
  });
});
