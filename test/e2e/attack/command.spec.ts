import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { AttackView } from '../../../lib/sandbox/contract.js';
import { lacks } from '../../support/needs.js';
import { run, unwrapped } from '../cli/support/command-line.js';
import { call, orders, PATHS, startSandbox } from '../sandbox/support/merchant.js';
import { OwnShop } from './support/own-shop.js';
import { hasPhp, PhpShop } from './support/php-shop.js';

const PHP = {
  tests: 'a shop in PHP under attack',
  missing: hasPhp() ? (false as const) : 'PHP',
  run: 'apt-get install php-cli, then npm test',
};
const SOURCE = readFileSync(fileURLToPath(new URL('support/shop.php', import.meta.url)), 'utf8');
const VERIFIES = /^if \(!\$sign .*$/m;

describe.skipIf(lacks(PHP))('a shop in PHP, attacked by the command alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attack-'));
  const keys = join(folder, 'keys');
  const opened: (() => void)[] = [];
  afterAll(() => {
    for (const close of opened) close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function shopOf(source?: string): Promise<PhpShop> {
    const shop = await PhpShop.start(join(keys, 'lianlian.public.pem'), source);
    opened.push(() => {
      shop.stop();
    });
    shop.place('A-1', '49.95');
    return shop;
  }

  const attack = ({ origin }: PhpShop, ...more: string[]): ReturnType<typeof run> =>
    run([
      ...['attack', `${origin}/notify`, '--keys', keys, '--order', 'A-1', '--amount', '49.95'],
      ...['--status', `${origin}/orders/{no_order}`, '--paid', '"shipped":(?<times>[0-9]+)', ...more],
    ]);

  beforeAll(async () => {
    // The first call makes the keys, and says so.
    const { exitCode, errors } = run([
      ...['attack', 'http://127.0.0.1:1/notify', '--keys', keys, '--order', 'A-1', '--amount', '49.95'],
    ]);
    expect(await exitCode).toBe(2);
    expect(unwrapped(errors())).toContain(`Let the shop verify with ${join(keys, 'lianlian.public.pem')}`);
  });

  it('stands all of it where it is careful', async () => {
    const shop = await shopOf();
    const junit = join(folder, 'held.xml');
    const { exitCode, out, errors } = attack(shop, '--junit', junit);
    expect([await exitCode, errors()]).toEqual([0, '']);
    expect(out()).toContain(`${shop.origin}/notify, attacked with the order A-1:`);
    expect(out().match(/^✓ /gm)).toHaveLength(19);
    expect(out()).toMatch(/All 19 held\.\n$/);
    expect(shop.order('A-1')).toMatchObject({ shipped: 1 });
    expect(readFileSync(junit, 'utf8')).toContain('tests="19" failures="0"');
  });

  it('is told what it fell to, and what to do, as text, JSON and JUnit', async () => {
    const shop = await shopOf(SOURCE.replace(VERIFIES, ''));
    const junit = join(folder, 'fell.xml');
    const { exitCode, out } = attack(shop, '--junit', junit);
    expect(await exitCode).toBe(1);
    expect(unwrapped(out())).toContain(
      '✗ Without a signature The order is paid now. To do: Verify the signature with LianLian’s public key',
    );
    expect(out()).toMatch(/\d+ held, \d+ fell, \d+ unclear\.\n$/);
    const xml = readFileSync(junit, 'utf8');
    expect(xml).toMatch(/<testcase [^>]*name="Without a signature"[^>]*>\n\s*<failure type="fell"/);

    shop.place('A-1', '49.95');
    const again = attack(shop, '--json', '--no-payouts');
    expect(await again.exitCode).toBe(1);
    const card = JSON.parse(again.out()) as AttackView;
    expect(card.rows.map(({ id }) => id)).not.toContain('payout');
    expect(card.rows.find(({ id }) => id === 'unsigned')).toMatchObject({
      verdict: 'fell',
      answers: [{ status: 200, acknowledged: true }],
    });
  });
});

describe('the attack command with a sandbox', () => {
  it('attacks with the newest order that waits, and speaks Chinese', async () => {
    const sandbox = await startSandbox();
    const shop = await OwnShop.open(sandbox.lianlianPublicKey, sandbox.options.oidPartner);
    shop.orders.set('o-1', { money: '210.90', shipped: 0 });
    await call(sandbox, PATHS.direct, orders.direct(sandbox, shop.notifyUrl));
    const { exitCode, out } = run(
      ['attack', '--sandbox', sandbox.url, '--status', shop.statusUrl, '--paid', shop.paid],
      { env: { LANG: 'zh_CN.UTF-8' } },
    );
    expect(await exitCode).toBe(0);
    expect(out()).toContain(`用订单 o-1 测试 ${shop.notifyUrl}`);
    expect(out()).toMatch(/19 项全部通过。\n$/);

    const none = run(['attack', '--sandbox', sandbox.url]);
    expect(await none.exitCode).toBe(2);
    expect(unwrapped(none.errors())).toContain(
      'no order is waiting for its payment: order something in the shop',
    );
    await Promise.all([sandbox.stop(), shop.close()]);
  });

  it('prints the scorecard before it writes a file that cannot be written, and knows what is no sandbox', async () => {
    const sandbox = await startSandbox();
    const shop = await OwnShop.open(sandbox.lianlianPublicKey, sandbox.options.oidPartner);
    shop.orders.set('o-1', { money: '210.90', shipped: 0 });
    await call(sandbox, PATHS.direct, orders.direct(sandbox, shop.notifyUrl));
    const junit = join(tmpdir(), 'no-such-folder', 'junit.xml');
    const { exitCode, out, errors } = run(['attack', '--sandbox', sandbox.url, '--junit', junit]);
    expect(await exitCode).toBe(1);
    expect(unwrapped(out())).toContain('How often the goods were shipped was not seen.');
    expect(errors()).toContain(
      'the file of --junit cannot be written (ENOENT); the scorecard above is whole',
    );
    // The shop's own page is JSON, and no scorecard.
    const other = run(['attack', '--sandbox', shop.origin]);
    expect(await other.exitCode).toBe(2);
    expect(unwrapped(other.errors())).toContain(`no sandbox answers at ${shop.origin}`);
    await Promise.all([sandbox.stop(), shop.close()]);
  });

  it.each([
    [['http://127.0.0.1:1/', 'more'], 'argument 3 is one too many'],
    [['shop.example/notify'], 'argument 2 is no address'],
    [['--sandbox', 'localhost'], "--sandbox takes the sandbox's address"],
    [['--sandbox', 'http://127.0.0.1:1'], 'no sandbox answers at http://127.0.0.1:1: '],
    [['--status', 'http://127.0.0.1:1/'], '--status and --paid belong together'],
    [['--amount', '49.95'], '--amount is of use with --keys alone'],
    [['--keys', 'keys', '--order', 'A-1', '--amount', '1'], 'with --keys the address'],
    [['http://127.0.0.1:1/', '--keys', 'keys'], '--order and --amount are needed'],
    [['http://127.0.0.1:1/', '--keys', 'k', '--order', 'A', '--amount', '1.234'], '--amount takes an amount'],
    [
      ['http://127.0.0.1:1/', '--keys', 'k', '--order', 'A', '--amount', '1', '--dt-order', 'today'],
      '--dt-order takes the time',
    ],
    [
      ['http://127.0.0.1:1/', '--keys', 'k', '--order', 'A', '--amount', '1', '--currency', 'usd'],
      '--currency takes the currency of the order: ',
    ],
    [['--keys', 'k', '--sandbox', 'http://127.0.0.1:1'], '--keys attacks without a sandbox'],
    [['--oid-partner', '12'], '--oid-partner takes 18 digits'],
  ])('%j: says what is wrong', async (argv, said) => {
    const { exitCode, errors } = run(['attack', ...argv]);
    expect(await exitCode).toBe(2);
    expect(unwrapped(errors())).toContain(said);
  });
});
