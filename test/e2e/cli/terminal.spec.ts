import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { formatLianlianTime } from 'nestjs-lianlian';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ALL_HOSTILE, HOSTILE, illegible } from '../../support/hostile-text.js';
import { rsa, sourceOf } from '../../support/wrong-signatures.js';
import { type Fields, ShopEnd, signed } from '../sandbox/support/merchant.js';
import { run, runSandbox } from './support/command-line.js';

const OID = '201304121000001004';
const merchant = generateKeyPairSync('rsa', { modulusLength: 1024 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 1024 });
const pem = merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const lianlian = stranger.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const env = { LIANLIAN_OID_PARTNER: OID, LIANLIAN_PRIVATE_KEY: pem, LIANLIAN_PUBLIC_KEY: lianlian };

/** A payment by QR code, in the order of its document. */
const payment = (notify_url: string): Fields => ({
  oid_partner: OID,
  sign_type: 'RSA',
  no_order: 'order-1',
  user_id: 'u-1',
  busi_partner: '109001',
  dt_order: '20261121120000',
  name_goods: 'goods',
  money_order: '49.95',
  notify_url,
  pay_type: 'I',
  risk_item: '{"frms_ware_category":"1009"}',
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianlian-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The lines of what was printed that would control a terminal. */
const unprintable = (printed: string): string[] => illegible(printed.split('\n'));

async function doctor(argv: readonly string[], input: string, variables: Record<string, string> = env) {
  const { exitCode, out, errors } = run(['doctor', ...argv], { env: variables, input });
  await exitCode;
  return { out: out(), errors: errors() };
}

describe("the doctor's terminal", () => {
  const pasted = (fields: Fields, key = merchant.privateKey): string =>
    JSON.stringify({
      ...fields,
      sign: rsa(sourceOf(fields), createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' }))),
    });

  it.each(HOSTILE)('shows %s of a message, in its text and in its JSON', async (_what, hostile) => {
    const fields = { ...payment('https://shop.example/n'), name_goods: `a${hostile}b` };
    for (const key of [merchant.privateKey, stranger.privateKey]) {
      for (const argv of [['explain'], ['explain', '--json']]) {
        const { out, errors } = await doctor(argv, pasted(fields, key));
        expect(unprintable(out + errors)).toEqual([]);
        expect(out).toContain('name_goods=a');
      }
    }
  });

  it('shows all of it in the names of fields, in the mistakes that it finds, and changes nothing of the JSON', async () => {
    const fields = {
      ...payment('https://shop.example/n'),
      [`x ${ALL_HOSTILE}`]: ALL_HOSTILE,
      info_order: '',
    };
    const sign = rsa(
      Object.entries(fields)
        .map((pair) => pair.join('='))
        .join('&'),
      merchant.privateKey,
    );
    const body = JSON.stringify({ ...fields, sign });
    const { out } = await doctor(['explain'], body);
    expect(unprintable(out)).toEqual([]);
    const json = (await doctor(['explain', '--json'], body)).out;
    expect(unprintable(json)).toEqual([]);
    expect((JSON.parse(json) as { spacedNames: string[] }).spacedNames).toEqual([`x ${ALL_HOSTILE}`]);
  });

  it('shows all of it in what is pasted and cannot be read, in files, arguments and variables', async () => {
    const file = join(folder, 'odd.env');
    await writeFile(
      file,
      `LIANLIAN_${ALL_HOSTILE.replace(/[\r\n]/g, '')}=1\nLIANLIAN_SIGN_TYPE="${ALL_HOSTILE.replaceAll('\n', '')}"\n`,
    );
    const calls = [
      await doctor(['explain'], ALL_HOSTILE),
      await doctor(['explain'], `POST ${ALL_HOSTILE}\n${ALL_HOSTILE}: 1\n\n{"a":`),
      await doctor([`--x${ALL_HOSTILE}`], ''),
      await doctor([ALL_HOSTILE], ''),
      await doctor(['--offline', '--env-file', `${folder}/${ALL_HOSTILE.replaceAll('\0', '')}`], ''),
      await doctor(['--offline', '--env-file', file], '', {}),
      await doctor(['--offline'], '', {
        ...env,
        [`LIANLIAN_X${ALL_HOSTILE}`]: '1',
        LIANLIAN_NOTIFY_URL: `https://${ALL_HOSTILE}`,
      }),
    ];
    for (const { out, errors } of calls) {
      expect((out + errors).length).toBeGreaterThan(20);
      expect(unprintable(out + errors)).toEqual([]);
    }
    const none = run([`x${ALL_HOSTILE}`]);
    expect(await none.exitCode).toBe(2);
    expect(unprintable(none.errors())).toEqual([]);
    expect(none.errors().split('\n')).toHaveLength(3);
  });
});

describe("the sandbox's terminal", () => {
  it('shows all of it, in requests, signatures, responses and notifications', async () => {
    const shop = await ShopEnd.open();
    const { settings, out, printed, end } = await runSandbox('--keys', join(folder, 'keys'));
    const url = settings['LIANLIAN_GATEWAY'] ?? '';
    const key = settings['LIANLIAN_PRIVATE_KEY'] ?? '';
    const send = (fields: Fields): Promise<Response> =>
      fetch(`${url}/llwalletapi/combinepay.htm`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fields),
      });
    const genuine = { ...payment(shop.url), dt_order: formatLianlianTime(new Date()) };
    const long = ALL_HOSTILE.repeat(20);
    await send(signed({ ...genuine, no_order: long, pay_type: 'Z' }, key));
    await send({ ...genuine, no_order: ALL_HOSTILE, [long]: long, sign: 'AAAA' });
    await send({ ...genuine, oid_partner: ALL_HOSTILE, sign: 'AAAA' });
    const order = signed({ ...genuine, name_goods: 'goods' }, key);
    await send(order);
    shop.response = { status: 500, body: ALL_HOSTILE };
    await fetch(`${url}/_sandbox/orders/order-1/pay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    await printed(/not acknowledged: HTTP 500/);
    await end();
    await shop.close();
    const lines = out().split('\n');
    expect(illegible(lines)).toEqual([]);
    expect(lines.filter((line) => line.includes('request  '))).toHaveLength(4);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(20_000);
  });
});
