import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LianlianSandbox, type SandboxStartOptions, TEST_CARDS } from 'nestjs-lianlian/testing';
import { readConfigFile } from '../../../../lib/sandbox/setup/config-file.js';
import { lacksFileModes, modeOf } from '../../../support/file-modes.js';
import { call, type Fields, orders, PATHS, ShopEnd } from '../support/merchant.js';

let folder: string;
let shop: ShopEnd;
const open: LianlianSandbox[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianlian-state-'));
  shop = await ShopEnd.open();
});
afterEach(async () => {
  await Promise.all([...open.splice(0).map((each) => each.stop()), shop.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function start(options: Omit<SandboxStartOptions, 'merchants'> = {}): Promise<LianlianSandbox> {
  const sandbox = await LianlianSandbox.start({ modulusLength: 1024, ...options });
  open.push(sandbox);
  return sandbox;
}

describe('a state file', () => {
  const file = (): string => join(folder, 'deeper', 'state.json');

  it('carries everything across a restart, the repeats too', async () => {
    const first = await start({ stateFile: file(), refundMs: 3_600_000, seed: 'kept' });
    await call(first, PATHS.direct, orders.direct(first, shop.url));
    shop.response = { status: 500, body: 'down' };
    await first.pay('o-1');
    await first.refund('o-1', '10.90');
    await first.clock.advance(60_000);
    const bind: Fields = { ...orders.apply(first, shop.url), no_order: 'o-2', card_no: TEST_CARDS.pays };
    const applied = await call(first, PATHS.apply, bind);
    first.scenario({ fault: 'html', no_order: 'never', times: 3 });
    const { options } = first;
    const before = first.transaction('o-1');
    await first.stop();
    expect(first.deliveries('o-1')).toHaveLength(1);

    const second = await start({ stateFile: file(), refundMs: 3_600_000 });
    expect({ ...second.options, gateway: '' }).toEqual({ ...options, gateway: '' });
    expect(second.transaction('o-1')).toEqual(before);
    expect(second.requests.map(({ api }) => api)).toEqual(['aggregate.direct', 'easypay.apply']);
    expect(second.scenarios.all()).toMatchObject([{ fault: 'html', times: 3 }]);
    expect(second.clock.now().getTime()).toBeGreaterThan(Date.now() + 59_000);
    shop.response = { status: 200, body: '{"ret_code":"0000","ret_msg":"ok"}' };
    await second.clock.advance(120_000);
    expect(second.deliveries('o-1').map(({ attempt, acknowledged }) => [attempt, acknowledged])).toEqual([
      [1, false],
      [2, true],
    ]);
    const { oid_partner = '', money_order = '' } = bind;
    const verified = await call(second, PATHS.verify, {
      ...{ oid_partner, sign_type: 'RSA', no_order: 'o-2', money_order },
      token: applied.fields['token'] ?? '',
      verify_code: '123456',
    });
    expect(verified.fields['ret_code']).toBe('0000');
    await second.clock.advance(3_600_000);
    expect(second.refunds('o-1')).toMatchObject([{ sta_refund: '2' }]);
    const numbers = [second.transaction('o-1'), second.transaction('o-2')].map(
      ({ oid_paybill }) => oid_paybill,
    );
    expect(new Set(numbers).size).toBe(2);
  });

  it('is written as things happen', async () => {
    const sandbox = await start({ stateFile: file() });
    await call(sandbox, PATHS.direct, orders.direct(sandbox, shop.url));
    await expect.poll(async () => readFile(file(), 'utf8')).toContain('"no_order":"o-1"');
    const names = await readdir(join(folder, 'deeper'));
    expect(names.filter((name) => !name.endsWith('.lock'))).toEqual(['state.json']);
  });

  it.skipIf(lacksFileModes("who may read the sandbox's state"))('is for its owner alone', async () => {
    const sandbox = await start({ stateFile: file() });
    await call(sandbox, PATHS.direct, orders.direct(sandbox, shop.url));
    await sandbox.stop();
    expect(await modeOf(file())).toBe(0o600);
  });

  it.each([
    ['{', 'is not JSON'],
    ['[]', 'is not the state of a sandbox'],
    ['{"format":"nestjs-lianlian sandbox","version":99}', 'has version 99, and this is 3: name another one'],
    [
      '{"format":"nestjs-lianlian sandbox","version":1,"state":{}}',
      'has version 1, and this is 3: name another',
    ],
    ['{"format":"nestjs-lianlian sandbox","version":2,"seed":"a","state":{}}', 'does not hold what'],
    ['{"format":"nestjs-lianlian sandbox","version":3,"seed":"a","keys":{}}', 'does not hold what'],
    ['{"format":"nestjs-lianlian sandbox","version":3,"seed":"a","keys":{}}\n{"ki\n', 'is not JSON'],
  ])('%s is refused by its name', async (text, problem) => {
    const path = join(folder, 'wrong.json');
    await writeFile(path, text);
    await expect(start({ stateFile: path })).rejects.toThrow(`the state file ${path} ${problem}`);
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});

describe('a folder of keys', () => {
  it.skipIf(lacksFileModes("who may read the sandbox's keys"))(
    'keeps the private keys for their owner alone',
    async () => {
      const keysDir = join(folder, 'keys');
      await start({ keysDir });
      expect(await modeOf(join(keysDir, 'lianlian.private.pem'))).toBe(0o600);
    },
  );

  it('keeps the keys of every start', async () => {
    const keysDir = join(folder, 'keys');
    const first = await start({ keysDir });
    const { privateKey, lianlianPublicKey } = (await start({ keysDir })).options;
    expect(first.options).toMatchObject({ privateKey, lianlianPublicKey });
    const partner = first.options.oidPartner;
    expect((await readdir(keysDir)).sort()).toEqual([
      'lianlian.private.pem',
      'lianlian.public.pem',
      `merchant-${partner}.private.pem`,
      `merchant-${partner}.public.pem`,
    ]);
    await rm(join(keysDir, `merchant-${partner}.private.pem`));
    expect(() => open.at(-1)?.options).not.toThrow();
    const verifying = await start({ keysDir });
    expect(() => verifying.options).toThrow('only the public key');
  });

  it('names the file that is wrong', async () => {
    const other = await start();
    await start({ keysDir: folder });
    await writeFile(join(folder, 'lianlian.public.pem'), other.options.lianlianPublicKey);
    await expect(start({ keysDir: folder })).rejects.toThrow('is not the public key of');
    await writeFile(join(folder, 'lianlian.private.pem'), 'nonsense');
    await expect(start({ keysDir: folder })).rejects.toThrow(
      'lianlian.private.pem is not a readable RSA private key',
    );
  });
});

describe('a configuration file', () => {
  async function written(config: unknown): Promise<string> {
    const path = join(folder, 'sandbox.json');
    await writeFile(path, typeof config === 'string' ? config : JSON.stringify(config));
    return path;
  }

  it('has the options of start, with keys in files beside it', async () => {
    const keys = await start();
    await writeFile(join(folder, 'shop.pem'), keys.options.privateKey);
    const path = await written({
      merchants: [{ oidPartner: '201304121000001999', privateKeyFile: 'shop.pem' }],
      notifications: { attempts: 3 },
      now: '2026-01-31T08:00:00Z',
      stateFile: 'state.json',
      scenarios: [{ fault: 'html', no_order: 'x' }],
      magicAmounts: false,
    });
    const sandbox = await start(await readConfigFile(path));
    expect(sandbox.options).toMatchObject({
      oidPartner: '201304121000001999',
      privateKey: keys.options.privateKey,
    });
    expect(sandbox.clock.now().toISOString()).toContain('2026-01-31T08');
    expect(sandbox.scenarios.all()).toMatchObject([{ fault: 'html' }]);
    await expect.poll(() => readdir(folder)).toContain('state.json');
  });

  it.each([
    ['{"port":', 'is not JSON'],
    ['[]', 'must be an object'],
    [{ prot: 1 }, 'prot is no field; there are port'],
    [{ port: 70_000 }, 'port must be a number up to 65535'],
    [{ notifications: { attempt: 1 } }, 'notifications.attempt is no field'],
    [{ merchants: [{ oidPartner: '1' }] }, 'merchants[0].oidPartner must be 18 digits'],
    [{ merchants: [{ publicKeyFile: 'none.pem' }] }, 'merchants[0].publicKeyFile'],
    [
      { merchants: [{ publicKeyFile: 'sandbox.json' }] },
      'merchants[0].publicKeyFile: sandbox.json is neither PEM',
    ],
    [{ scenarios: [{ fault: 'x' }] }, 'scenarios: [0].fault must be one of'],
    [{ now: 'soon' }, 'now must be a moment'],
    [{ edition: 'newest' }, 'edition must be one of new, old'],
  ])('%j is refused by its option', async (config, problem) => {
    const path = await written(config);
    await expect(readConfigFile(path)).rejects.toThrow(path);
    await expect(readConfigFile(path)).rejects.toThrow(problem);
  });

  it('that is not JSON is not quoted: it may hold a key', async () => {
    const path = await written('{"lianlianKey":MIIEvQIBADANBg}');
    const error = await readConfigFile(path).catch((thrown: unknown) => thrown);
    expect(inspect(error)).toContain('is not JSON: Unexpected token');
    expect(inspect(error)).not.toContain('MIIE');
  });

  it('that is not there is named', async () => {
    await expect(readConfigFile(join(folder, 'no.json'))).rejects.toThrow('no.json: there is no such file');
  });
});

describe('a port', () => {
  it('that is in use is named, with what to do', async () => {
    const port = Number(new URL((await start()).url).port);
    await expect(start({ port })).rejects.toThrow(`port ${String(port)} of 127.0.0.1 is in use: end what`);
  });
});
