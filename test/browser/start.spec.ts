import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { launchChromium } from './support/chromium.js';
import { Customer } from './support/customer.js';
import { ROOT, ShopProcess } from './support/shop-process.js';

const CONTAINER = ['--map-root-user', '--pid', '--fork', '--mount-proc'];
/** Whether this machine lets a process have numbers of its own. */
const hasContainers = spawnSync('unshare', [...CONTAINER, 'true']).status === 0;

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shop-'));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(end));
  rmSync(folder, { recursive: true, force: true });
});

/** How a shop ended that did not start. */
function failedStart(env: NodeJS.ProcessEnv): { readonly status: number | null; readonly errors: string } {
  const { status, stderr } = spawnSync(process.execPath, ['sample-app/dist/main.js'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', SHOP_DATA_DIR: folder, ...env },
    encoding: 'utf8',
  });
  return { status, errors: stderr };
}

describe('a shop that cannot start', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT is abc'],
    [{ HOST: '192.0.2.1' }, 'HOST is 192.0.2.1'],
    [{ SHOP_URL: 'nonsense' }, 'SHOP_URL is nonsense'],
    [{ DATABASE_URL: 'postgres://127.0.0.1:9/x' }, 'The database of DATABASE_URL'],
    [{ SHOP_DATA_DIR: 'package.json/data' }, 'The orders cannot be kept in package.json/data'],
    [{ LIANLIAN_OID_PARTNER: 'x' }, 'LIANLIAN'],
  ])('for %j says so in a sentence, without a stack', (env, problem) => {
    const { status, errors } = failedStart(env);
    expect(errors).toContain(problem);
    expect(errors).not.toMatch(/^\s+at /m);
    expect(status).toBe(1);
  });

  it('as its sandbox’s port is taken says so, and takes no other one, which no payer would find', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = String((server.address() as AddressInfo).port);
    const { status, errors } = failedStart({ SANDBOX_PORT: port });
    expect([status, errors.trim()]).toEqual([
      1,
      `SANDBOX_PORT is ${port}, which another program has: name another one, or leave it out for any free one.`,
    ]);
    server.close();
  });

  it('as its sandbox is to have the shop’s port says so', () => {
    const { status, errors } = failedStart({ PORT: '38471', SANDBOX_PORT: '38471' });
    expect([status, errors.trim()]).toEqual([1, expect.stringContaining('SANDBOX_PORT is 38471, which')]);
  });

  it('where its sandbox cannot start, says why', () => {
    const { status, errors } = failedStart({ SANDBOX_URL: 'http://0.0.0.0:4000' });
    expect([status, errors.trim()]).toEqual([
      1,
      expect.stringMatching(/^The sandbox cannot start: publicUrl must be [^\n]+$/),
    ]);
  });

  it('as another one has its folder says so, and that one goes on', async () => {
    const first = await ShopProcess.start({ SHOP_DATA_DIR: folder });
    const { status, errors } = failedStart({});
    expect([status, errors.trim()]).toEqual([
      1,
      expect.stringMatching(/^Another shop that runs keeps its orders in [^\n]+$/),
    ]);
    expect((await fetch(first.url)).status).toBe(200);
    expect(first.log).toContain('Listens on 监听 127.0.0.1');
    expect(first.log.trim().split('\n').at(-1)).toContain('Open the shop');
    await first.stop();
  });
});

describe('a shop with addresses of its own', () => {
  it('is where it listens, whatever its sandbox is called', async () => {
    const shop = await ShopProcess.start({ SHOP_DATA_DIR: folder, SANDBOX_URL: 'https://pay.example' });
    expect(shop.url).toMatch(/^http:\/\/localhost:\d+$/);
    expect(shop.log).toContain('沙箱: https://pay.example');
    expect(shop.log).not.toContain('With a phone');
    await shop.stop();
  });

  it('says what is missing where others reach the shop, and not the sandbox', async () => {
    const shop = await ShopProcess.start({ SHOP_DATA_DIR: folder, SHOP_URL: 'http://shop.example' });
    expect(shop.log).toContain(
      'Only this machine reaches the sandbox: for payers elsewhere name its port in SANDBOX_PORT',
    );
    await shop.stop();
  });

  it('takes payments at an IPv6 address', async () => {
    const shop = await ShopProcess.start({ SHOP_DATA_DIR: folder, HOST: '::1' });
    expect(new URL(shop.url).hostname).toBe('[::1]');
    const browser = await launchChromium();
    const customer = await Customer.arrive(await browser.newContext({ locale: 'en-GB' }), shop.url, 'ipv6');
    await customer.order();
    await customer.choose('aggregate');
    await customer.click('pay');
    expect(await customer.see('paid')).toContain('Paid');
    await Promise.all([browser.close(), shop.stop()]);
  });
});

describe.skipIf(!hasContainers)('two containers on one folder', () => {
  const shop = () => contained(process.execPath, 'sample-app/dist/main.js');
  const sandbox = () =>
    contained(
      process.execPath,
      'dist/cli/bin.js',
      'sandbox',
      '--port',
      '0',
      '--state',
      join(folder, 'state.json'),
    );

  it.each([
    ['shop', shop, 'Open the shop', 'Another shop that runs keeps its orders in'],
    ['sandbox', sandbox, 'Control panel', 'another sandbox that runs keeps its state in'],
  ])(
    '%s: the second one does not start; after a kill the next one does',
    async (_, start, ready, refusal) => {
      const first = start();
      await first.printed(ready);
      const second = start();
      expect(await second.printed(refusal)).toContain(folder);
      // A kill at any moment: nothing of what it holds is given back by itself.
      const [inner] = pidsBelow(first.child);
      process.kill(inner ?? 0, 'SIGKILL');
      await end(first.child);
      const third = start();
      await third.printed(ready);
    },
  );
});

interface Contained {
  readonly child: ChildProcess;
  /** Resolves with the line that has this; rejects if it ends without one. */
  readonly printed: (part: string) => Promise<string>;
}

/** Runs a program as the first process of a namespace of its own. */
function contained(...command: readonly string[]): Contained {
  const child = spawn('unshare', [...CONTAINER, '--kill-child', ...command], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', SHOP_DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const lines: string[] = [];
  let look: () => void = () => undefined;
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      lines.push(line);
      look();
    });
  }
  const printed = (part: string): Promise<string> =>
    new Promise((resolve, reject) => {
      look = () => {
        const line = lines.find((each) => each.includes(part));
        if (line !== undefined) resolve(line);
      };
      look();
      child.once('close', () => {
        look();
        reject(new Error(`It ended without "${part}":\n${lines.join('\n')}`));
      });
    });
  return { child, printed };
}

function pidsBelow({ pid }: ChildProcess): number[] {
  return execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
    .map(Number);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
