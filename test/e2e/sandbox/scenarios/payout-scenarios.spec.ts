import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LianlianSandbox, ScenarioRule } from 'nestjs-lianlian/testing';

import { type Fields, isSigned, PATHS, ShopEnd, signed, startSandbox } from '../support/merchant.js';
import { applied, balanced, payout, queried, seal } from '../support/payer.js';

const MINUTE_MS = 60_000;
let sandbox: LianlianSandbox;
let shop: ShopEnd;

beforeEach(async () => {
  shop = await ShopEnd.open();
  sandbox = await startSandbox({ seed: 'payouts', balance: '100000000.00', payoutMs: MINUTE_MS });
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

const apply = (changes?: Fields): Promise<Fields> => applied(sandbox, shop.url, changes);
const query = (changes?: Fields): Promise<Fields> => queried(sandbox, changes);

/** What a shop sees that gives up after a while. */
async function seen(timeoutMs = 15_000): Promise<string> {
  try {
    const { oidPartner: oid_partner, privateKey, lianlianPublicKey } = sandbox.options;
    const json = JSON.stringify(signed(payout(sandbox, shop.url), privateKey));
    const response = await fetch(sandbox.url + PATHS.payout, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ oid_partner, pay_load: seal(json, lianlianPublicKey) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (!text.startsWith('{')) return `${String(response.status)} page`;
    const told = JSON.parse(text) as Fields;
    const signature =
      told['sign'] === undefined ? 'unsigned' : isSigned(told, sandbox) ? 'signed' : 'wrongly signed';
    return `${String(response.status)} ${told['ret_code'] ?? ''} ${signature}`;
  } catch (error) {
    return (error as Error).name === 'TimeoutError' ? 'time-out' : 'dropped';
  }
}

describe('a fault of a response to payout.apply', () => {
  it.each<[ScenarioRule, string, number]>([
    [{ fault: 'time-out' }, 'time-out', 0],
    [{ fault: 'time-out', when: 'after' }, 'time-out', 1],
    [{ fault: 'dropped-connection', when: 'after' }, 'dropped', 1],
    [{ fault: 'bad-gateway' }, '502 page', 0],
    [{ fault: 'html', when: 'after' }, '200 page', 1],
    [{ fault: 'unsigned-error', when: 'after' }, '200 9999 unsigned', 1],
    [{ fault: 'unsigned-success' }, '200 0000 unsigned', 1],
    [{ fault: 'wrongly-signed' }, '200 0000 wrongly signed', 1],
    [{ fault: 'ret-code', ret_code: '1005' }, '200 1005 signed', 0],
    [{ fault: 'ret-code', ret_code: '4009', when: 'after' }, '200 4009 signed', 1],
  ])('%o: the shop sees %s, and LianLian has %i', async (rule, expected, taken) => {
    sandbox.scenario({ ...rule, api: 'payout.apply' });
    expect(await seen(expected === 'time-out' ? 1500 : undefined)).toBe(expected);
    await expect.poll(() => sandbox.payouts.all().length).toBe(taken);
  });

  it('speaks in the words of payouts', async () => {
    sandbox.scenario({ fault: 'ret-code', ret_code: '4012', api: 'payout.apply' });
    expect(await apply()).toMatchObject({ ret_msg: '银行卡查询异常' });
    sandbox.scenarios.clear();
    sandbox.scenario({ fault: 'ret-code', ret_code: '1005', api: 'payout.apply' });
    expect(await apply()).toMatchObject({ ret_msg: '不支持该银行账户类型' });
  });
});

describe('what becomes of a payout', () => {
  it.each([
    ['44444.31', '4002'],
    ['44444.32', '4003'],
    ['44444.33', '4004'],
  ])('of %s is a review with %s, once', async (money_order, ret_code) => {
    const response = await apply({ money_order });
    expect(response).toMatchObject({ ret_code });
    expect(response['confirm_code']).toMatch(/^\d{6}$/);
    expect(await query()).toMatchObject({ result_pay: 'CHECK' });
  });

  it('of 44444.34 is a failure with 4104, after which the same one is taken', async () => {
    const fields = payout(sandbox, shop.url, { money_order: '44444.34' });
    expect(await apply(fields)).toMatchObject({ ret_code: '4104', ret_msg: '付款订单创建失败' });
    expect(await query()).toMatchObject({ result_pay: 'FAILURE' });
    expect(await apply({ ...fields, memo: '别的' })).toMatchObject({ ret_code: '1002' });
    expect(await apply(fields)).toMatchObject({ ret_code: '0000' });
    expect(await balance()).toBe('99955555.66');
  });

  it('of 44444.35 is that the bank fails it', async () => {
    expect(await apply({ money_order: '44444.35' })).toMatchObject({ ret_code: '0000' });
    await sandbox.clock.advance(MINUTE_MS);
    expect(shop.received.map(({ fields }) => fields['result_pay'])).toEqual(['FAILURE']);
    expect(await query()).toMatchObject({ result_pay: 'FAILURE' });
    expect(await balance()).toBe('100000000.0');
  });

  it('of 44444.36 is that the bank returns it, ten minutes after the success', async () => {
    await apply({ money_order: '44444.36' });
    await sandbox.clock.advance(MINUTE_MS);
    expect(await query()).toMatchObject({ result_pay: 'SUCCESS' });
    expect(await balance()).toBe('99955555.64');
    await sandbox.clock.advance(10 * MINUTE_MS);
    expect(shop.received.map(({ fields }) => fields['result_pay'])).toEqual(['SUCCESS', 'CANCEL']);
    expect(await balance()).toBe('100000000.0');
  });

  it('of 44444.37 is a late record: the query, and it alone, knows nothing for ten minutes', async () => {
    await apply({ money_order: '44444.37' });
    expect(await query()).toEqual({ ret_code: '8901', ret_msg: '没有记录' });
    expect(sandbox.requests.at(-1)?.explanation?.en).toContain('was taken, but a scenario keeps it out');
    expect(await apply({ money_order: '44444.37' })).toMatchObject({ ret_code: '2005' });
    await sandbox.clock.advance(MINUTE_MS);
    expect(shop.received.map(({ fields }) => fields['result_pay'])).toEqual(['SUCCESS']);
    expect(await query()).toMatchObject({ ret_code: '8901' });
    await sandbox.clock.advance(9 * MINUTE_MS);
    expect(await query()).toMatchObject({ ret_code: '0000', result_pay: 'SUCCESS' });
  });

  it('is a scenario’s to decide too: which number, which code, how long', async () => {
    sandbox.scenario([
      { fault: 'payout-review', ret_code: '4003', no_order: 'p-3' },
      { fault: 'payout-late-record', ms: MINUTE_MS, no_order: 'p-4' },
      { fault: 'payout-refused', ret_code: '9104', no_order: 'p-5' },
    ]);
    expect(await apply({ no_order: 'p-3', card_no: '6222020000000000003' })).toMatchObject({
      ret_code: '4003',
    });
    expect(await apply({ no_order: 'p-4', card_no: '6222020000000000004' })).toMatchObject({
      ret_code: '0000',
    });
    expect(await query({ no_order: 'p-4' })).toMatchObject({ ret_code: '8901' });
    await sandbox.clock.advance(MINUTE_MS);
    expect(await query({ no_order: 'p-4' })).toMatchObject({ ret_code: '0000' });
    expect(await apply({ no_order: 'p-5', card_no: '6222020000000000005' })).toMatchObject({
      ret_code: '9104',
    });
    expect(sandbox.scenarios.all().map(({ struck }) => struck)).toEqual([1, 1, 1]);
  });

  it.each<[string, object, string]>([
    [
      'a code that no review has',
      { fault: 'payout-review', ret_code: '4005' },
      'ret_code must be 4002 or 4003',
    ],
    ['another API', { fault: 'payout-failed', api: 'easypay.apply' }, 'api must be payout.apply'],
    ['a kind of notification', { fault: 'payout-failed', kind: 'payout' }, 'means nothing'],
    ['a delay that it does not read', { fault: 'payout-failed', ms: 1 }, 'means nothing'],
  ])('is not decided by a rule with %s', (_, rule, problem) => {
    expect(() => sandbox.scenario(rule as ScenarioRule)).toThrow(problem);
  });
});

describe('a fault of a notification', () => {
  it('strikes those of payouts: by their kind, and by a magic amount', async () => {
    sandbox.scenario({ fault: 'unsigned', kind: 'payout', no_order: 'p-1' });
    await apply();
    await sandbox.payouts.complete('p-1');
    expect(shop.received[0]?.fields).not.toHaveProperty('sign');
    await apply({ no_order: 'p-2', money_order: '44444.24', card_no: '6222020000000000002' });
    await sandbox.payouts.complete('p-2');
    expect(shop.received[1]?.fields['money_order']).toBe('44444.25');
  });
});

async function balance(): Promise<string | undefined> {
  return (await balanced(sandbox))['amt_balance'];
}
