import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { request } from 'node:http';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { formatLianlianTime } from '../../../lib/common/time.js';
import { lacksFileModes, modeOf } from '../../support/file-modes.js';
import { rsa, WRONG_WAYS, wronglySigned } from '../../support/wrong-signatures.js';
import { type Fields, ShopEnd, signed } from '../sandbox/support/merchant.js';
import { applied } from '../sandbox/support/payer.js';
import { run, runSandbox } from './support/command-line.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianlian-'));
});
afterAll(() => rm(folder, { recursive: true }));

const OID = '201304121000001004';
const OTHER = '201304121000009009';
/** Keys that tests share which look at other things: making them takes time. */
const sharedKeys = (): string[] => ['--keys', join(folder, 'shared')];
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

function post(url: string, fields: Fields): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
}

function panelIn(out: string): string {
  return /^# Control panel: (\S+)$/m.exec(out)?.[1] ?? '';
}

/** What is answered to a browser that was led to the panel by this name. */
function statusAs(host: string, panel: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(panel, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}

/** A payment by QR code, in the order of its document. */
const payment = (notify_url: string): Fields => ({
  oid_partner: OID,
  sign_type: 'RSA',
  user_id: 'u-1',
  busi_partner: '109001',
  pay_type: 'I',
  no_order: 'order-1',
  // The sandbox takes orders of the last day, as LianLian does.
  dt_order: formatLianlianTime(new Date()),
  name_goods: '羽毛球',
  money_order: '210.90',
  notify_url,
  risk_item: '{"frms_ware_category":"1009","user_info_mercht_userno":"u-1"}',
});

describe('nestjs-lianlian sandbox', () => {
  it('prints the settings of a shop, and serves it until it is stopped', async () => {
    const { settings, end } = await runSandbox('--oid-partner', '201304121000001005');
    expect(settings['LIANLIAN_OID_PARTNER']).toBe('201304121000001005');
    expect(createPublicKey(settings['LIANLIAN_PUBLIC_KEY'] ?? '').type).toBe('public');
    const privateKey = settings['LIANLIAN_PRIVATE_KEY'] ?? '';
    expect(createPrivateKey(privateKey).type).toBe('private');

    const gateway = settings['LIANLIAN_GATEWAY'] ?? '';
    expect(gateway).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const query = { oid_partner: '201304121000001005', sign_type: 'RSA', no_order: 'o-1' };
    const response = await post(`${gateway}/llwalletapi/orderquery.htm`, signed(query, privateKey));
    expect(await response.json()).toEqual({ ret_code: '8901', ret_msg: '没有记录' });

    expect(await end()).toBe(0);
    await expect(fetch(gateway)).rejects.toThrow('fetch failed');
  });

  it('takes merchants’ own public keys, and prints private ones only for those that it made', async () => {
    const file = join(folder, 'merchant.pem');
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    await writeFile(file, publicKey.export({ format: 'pem', type: 'spki' }));
    const alone = await runSandbox('--merchant-public-key', file);
    expect(alone.settings).not.toHaveProperty('LIANLIAN_PRIVATE_KEY');
    expect(alone.settings['LIANLIAN_OID_PARTNER']).toBe(OID);
    expect(await alone.end()).toBe(0);

    const several = await runSandbox('--oid-partner', OID, '--merchant', `${OTHER}=${file}`);
    expect(several.settings).toHaveProperty('LIANLIAN_PRIVATE_KEY');
    expect(several.out()).toContain(`# LIANLIAN_OID_PARTNER=${OTHER}\n# LIANLIAN_PRIVATE_KEY: yours\n`);
    expect(await several.end()).toBe(0);
  });

  it('keeps keys in a folder and orders in a file', async () => {
    const [keys, state] = [join(folder, 'keys'), join(folder, 'state.json')];
    const first = await runSandbox('--keys', keys, '--state', state, '--seed', 'a');
    const url = first.settings['LIANLIAN_GATEWAY'] ?? '';
    const order = payment('http://127.0.0.1:9/notify');
    await post(
      `${url}/llwalletapi/combinepay.htm`,
      signed(order, first.settings['LIANLIAN_PRIVATE_KEY'] ?? ''),
    );
    await first.printed(/order-1/);
    await first.end();
    expect((await readdir(keys)).toSorted()).toEqual([
      'lianlian.private.pem',
      'lianlian.public.pem',
      `merchant-${OID}.private.pem`,
      `merchant-${OID}.public.pem`,
    ]);
    expect(first.settings).toMatchObject({
      LIANLIAN_PRIVATE_KEY_FILE: join(keys, `merchant-${OID}.private.pem`),
      LIANLIAN_PUBLIC_KEY_FILE: join(keys, 'lianlian.public.pem'),
    });
    expect(first.out()).not.toContain('-----BEGIN');

    const second = await runSandbox('--keys', keys, '--state', state);
    expect(second.settings['LIANLIAN_PRIVATE_KEY']).toBe(first.settings['LIANLIAN_PRIVATE_KEY']);
    const again = await fetch(`${second.settings['LIANLIAN_GATEWAY'] ?? ''}/_sandbox/orders/order-1`);
    expect(await again.json()).toMatchObject({ no_order: 'order-1', state: 'waiting' });
    await second.end();
  });

  it.skipIf(lacksFileModes('who may read the keys of the command'))(
    'keeps private keys for their owner alone',
    async () => {
      const { end } = await runSandbox(...sharedKeys());
      await end();
      expect(await modeOf(join(folder, 'shared', 'lianlian.private.pem'))).toBe(0o600);
    },
  );

  it('takes options from a file, and takes those of the command line for stronger', async () => {
    const config = join(folder, 'sandbox.json');
    const options = {
      merchants: [{ oidPartner: OTHER, balance: '7.00' }],
      ...{ smsCode: '654321', payoutMs: 60_000, balance: '5.00', port: 1, modulusLength: 1024 },
    };
    await writeFile(config, JSON.stringify(options));
    const { settings, end } = await runSandbox('--config', config);
    expect(settings['LIANLIAN_OID_PARTNER']).toBe(OTHER);
    const view = await fetch(`${settings['LIANLIAN_GATEWAY'] ?? ''}/_sandbox/settings`);
    expect(await view.json()).toMatchObject({ smsCode: '654321', payoutMs: 60_000 });
    const balances = await fetch(`${settings['LIANLIAN_GATEWAY'] ?? ''}/_sandbox/balances`);
    expect(await balances.json()).toMatchObject({ balances: [{ oid_partner: OTHER, amt_balance: '7.00' }] });
    await end();
  });

  it('says where payers reach it, and answers by the names that it is given', async () => {
    const file = join(folder, 'names.json');
    await writeFile(file, JSON.stringify({ hostNames: ['in-the-file'], publicUrl: 'https://file.example' }));
    const more = ['--public-url', 'https://pay.example', ...sharedKeys()];
    const first = await runSandbox('--config', file, ...more);
    const second = await runSandbox('--host-name', 'box', '--host-name', 'crate', ...more);
    expect(first.settings['LIANLIAN_GATEWAY']).toBe('https://pay.example');
    expect(first.out()).toContain(
      "\n# Payers' browsers reach it at https://pay.example: pages and QR codes lead there.\n",
    );
    const statuses = ({ out }: Pick<typeof first, 'out'>, names: readonly string[]): Promise<unknown[]> =>
      Promise.all(names.map((host) => statusAs(host, panelIn(out()))));
    expect(await statuses(first, ['in-the-file', 'pay.example', 'box'])).toEqual([200, 200, 403]);
    expect(await statuses(second, ['box:4000', 'crate', 'in-the-file'])).toEqual([200, 200, 403]);
    await Promise.all([first.end(), second.end()]);
  });

  it('names the control panel, which answers', async () => {
    const { out, end } = await runSandbox(...sharedKeys());
    expect((await fetch(panelIn(out()))).status).toBe(200);
    await end();
  });
});

describe('its payouts', () => {
  it('have a balance, which --balance says, and a line for each thing that happens', async () => {
    const shop = await ShopEnd.open();
    const { settings, printed, end } = await runSandbox('--balance', '100', ...sharedKeys());
    const url = settings['LIANLIAN_GATEWAY'] ?? '';
    const [oidPartner, privateKey, lianlianPublicKey] = [
      settings['LIANLIAN_OID_PARTNER'] ?? '',
      settings['LIANLIAN_PRIVATE_KEY'] ?? '',
      settings['LIANLIAN_PUBLIC_KEY'] ?? '',
    ];
    const payer = {
      url,
      options: { oidPartner, privateKey, lianlianPublicKey },
      clock: { now: () => new Date() },
    };
    expect(await applied(payer, shop.url)).toMatchObject({ ret_code: '0000' });
    await printed(/balance {2}\d{18} {2}12\.00/);
    await printed(/payout {2}p-1 {2}processing {2}88\.00/);
    await printed(/request {2}payout\.apply {2}p-1 {2}verified {2}ret_code 0000/);
    shop.response = { status: 500, body: 'no such payout' };
    await post(`${url}/_sandbox/payouts/p-1/complete`, {});
    const [line] = await printed(/.*attempt 1.*\n/);
    expect(line).toContain(
      `notify  payout  p-1  attempt 1  ${shop.url}  not acknowledged: HTTP 500 no such payout`,
    );
    await end();
    await shop.close();
  });
});

describe('its lines', () => {
  it('tell of each request, and of each delivery with what the shop answered', async () => {
    const shop = await ShopEnd.open();
    const { settings, printed, end } = await runSandbox('--notification-interval', '60', ...sharedKeys());
    const url = settings['LIANLIAN_GATEWAY'] ?? '';
    const key = settings['LIANLIAN_PRIVATE_KEY'] ?? '';
    await post(`${url}/llwalletapi/combinepay.htm`, signed(payment(shop.url), key));
    await printed(/request {2}aggregate\.direct {2}order-1 {2}verified {2}ret_code 0000/);

    shop.response = { status: 500, body: 'no\u001b[31m such order' };
    await post(`${url}/_sandbox/orders/order-1/pay`, {});
    const [line] = await printed(/.*attempt 1.*\n/);
    expect(line).toContain(
      `notify  payment  order-1  attempt 1  ${shop.url}  not acknowledged: HTTP 500 no\\u001b[31m`,
    );

    shop.response = { status: 500, body: '{"bound":[{"no_agree":"2026112100000001"}]}' };
    await post(`${url}/_sandbox/clock`, { advanceMs: 60_000 } as never);
    expect((await printed(/.*attempt 2.*\n/))[0]).toContain('HTTP 500 {"bound":[{"no_agree":"***"}]}');

    shop.response = { status: 200, body: '{"ret_code":"0000","ret_msg":"ok"}' };
    await post(`${url}/_sandbox/clock`, { advanceMs: 60_000 } as never);
    expect((await printed(/.*attempt 3.*\n/))[0]).toContain('acknowledged');
    await end();
    await shop.close();
  });

  it.each(WRONG_WAYS)('name the likely cause of a wrong signature: %s', async (way) => {
    const { settings, printed, end } = await runSandbox(...sharedKeys());
    const url = settings['LIANLIAN_GATEWAY'] ?? '';
    // Of the two APIs that take SHA-256, for the one mistake that needs it.
    const [path, title] =
      way === 'MD5 for SHA-256' ? ['/easypay.htm', 'MD5, and'] : ['/llwalletapi/combinepay.htm', ''];
    const merchant = createPrivateKey(settings['LIANLIAN_PRIVATE_KEY'] ?? '');
    const { cause, sent } = wronglySigned(way, payment('http://127.0.0.1:9/notify'), { merchant, stranger });
    await post(`${url}${path}`, sent);

    const { requests } = (await (await fetch(`${url}/_sandbox/requests`)).json()) as {
      requests: { id: string }[];
    };
    const request = await fetch(`${url}/_sandbox/requests/${requests[0]?.id ?? ''}`);
    const { verified, diagnosis } = (await request.json()) as {
      verified: boolean;
      diagnosis: { findings: { cause: string }[]; likely: { en: string; zh: string } };
    };
    expect([verified, ...diagnosis.findings.map((finding) => finding.cause)]).toEqual([false, cause]);
    const [line] = await printed(/.*ret_code 1001.*\n/);
    expect(line).toContain(diagnosis.likely.en);
    expect(line).toContain(title);
    await end();
  });

  it('name all that is wrong where it is several things', async () => {
    const { settings, printed, end } = await runSandbox(...sharedKeys());
    const fields = { ...payment('http://127.0.0.1:9/notify'), sign_type: 'SHA256withRSA', info_order: '' };
    const unsorted = Object.entries(fields).map((pair) => pair.join('='));
    const sign = rsa(unsorted.join('&'), createPrivateKey(settings['LIANLIAN_PRIVATE_KEY'] ?? ''));
    await post(`${settings['LIANLIAN_GATEWAY'] ?? ''}/easypay.htm`, { ...fields, sign });
    const [line] = await printed(/.*ret_code 1001.*\n/);
    expect(line).toContain(
      'sign_type says SHA256withRSA; and: Empty fields were signed; and: The fields were sorted',
    );
    await end();
  });

  it('are left out with --quiet', async () => {
    const { settings, out, end } = await runSandbox('--quiet', ...sharedKeys());
    const before = out();
    const query = { oid_partner: OID, sign_type: 'RSA', no_order: 'o-1' };
    const url = `${settings['LIANLIAN_GATEWAY'] ?? ''}/llwalletapi/orderquery.htm`;
    await post(url, signed(query, settings['LIANLIAN_PRIVATE_KEY'] ?? ''));
    await end();
    expect(out()).toBe(before);
  });
});

describe('a sandbox that cannot start', () => {
  it('exits with 1, and says why', async () => {
    const file = join(folder, 'none.pem');
    await writeFile(file, 'no key');
    const bad = run(['sandbox', '--port', '0', '--merchant-public-key', file]);
    expect(await bad.exitCode).toBe(1);
    expect(bad.errors()).toBe(
      `${file} is not a readable RSA public key (SPKI or PKCS#1): was part of it cut off or changed?\n`,
    );

    const missing = run(['sandbox', '--port', '0', '--merchant', `${OID}=${folder}/nowhere.pem`]);
    expect(await missing.exitCode).toBe(2);
    expect(missing.errors()).toMatch(
      /^the file of --merchant or --merchant-public-key cannot be read \(ENOENT\)\n/,
    );

    const config = run(['sandbox', '--config', join(folder, 'nowhere.json')]);
    expect(await config.exitCode).toBe(1);
    expect(config.errors()).toContain('there is no such file');
  });

  it('exits with 1 where its port is in use', async () => {
    const first = await runSandbox(...sharedKeys());
    const { port } = new URL(first.settings['LIANLIAN_GATEWAY'] ?? '');
    const second = run(['sandbox', '--port', port]);
    expect(await second.exitCode).toBe(1);
    expect(second.errors()).toMatch(new RegExp(`^port ${port} of 127.0.0.1 is in use: .*\n$`));
    await first.end();
  });
});

describe('the command line', () => {
  it.each([
    [[], 'a command is missing: sandbox, attack or doctor'],
    [['shop'], 'argument 1 is not a command: sandbox, attack or doctor'],
    [['sandbox', 'now'], 'argument 2 is not an option, and the sandbox takes only options'],
    [['sandbox', '--prot', '1'], 'argument 2 is not an option: do you mean --port?'],
    [['sandbox', '--toString'], 'argument 2 is not an option'],
    [['sandbox', '-p'], 'argument 2 is not an option'],
    [['sandbox', '--port'], '--port needs a value'],
    [
      ['sandbox', '--port', '--quiet'],
      '--port needs a value; one that begins with a dash follows "=": --port=VALUE',
    ],
    [['sandbox', '--quiet=1'], '--quiet takes no value'],
    [['sandbox', '--port', 'x'], '--port takes a number up to 65535'],
    [['sandbox', '--key-size', '512'], '--key-size takes 1024, 2048 or 4096'],
    [['sandbox', '--key-format', 'der'], '--key-format takes pkcs8, pkcs1 or base64'],
    [['sandbox', '--oid-partner', '12'], '--oid-partner takes 18 digits'],
    [['sandbox', '--merchant', OID], '--merchant takes 18 digits, =, and the file of a public key'],
    [['sandbox', '--balance', '1.234'], '--balance takes an amount in yuan, such as 5000 or 5000.00'],
    [['sandbox', '--notification-interval=-1'], '--notification-interval takes a number up to 86400'],
  ])('exits with 2 for %j, and says what is wrong and who tells the rest', async (argv, reason) => {
    const { out, errors, exitCode } = run(argv);
    expect(await exitCode).toBe(2);
    const help = argv[0] === 'sandbox' ? 'nestjs-lianlian sandbox --help' : 'nestjs-lianlian --help';
    expect(errors()).toBe(`${reason}\nRun ${help} for usage\n`);
    expect(out()).toBe('');
  });

  it.each([
    [['--help'], ['sandbox', 'attack', 'doctor']],
    [['sandbox', '--help'], ['sandbox']],
    [['doctor', '-h'], ['doctor']],
    [['help'], ['sandbox', 'attack', 'doctor']],
    [['help', 'doctor'], ['doctor']],
  ])('explains itself for %j', async (argv, commands) => {
    const { out, exitCode } = run(argv);
    expect(await exitCode).toBe(0);
    expect([...out().matchAll(/^Usage: nestjs-lianlian (\w+)/gm)].map(([, name]) => name)).toEqual(commands);
  });
});
