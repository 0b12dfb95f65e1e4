import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';

import { type Fields, isSigned, ShopEnd, startSandbox } from './merchant.js';
import { applied, balanced, confirmed, queried } from './payer.js';

const HOUR_MS = 60 * 60_000;
const PAYOUT_MS = 10_000;
let sandbox: LianlianSandbox;
let shop: ShopEnd;

beforeEach(async () => {
  shop = await ShopEnd.open();
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

async function started(options: Parameters<typeof startSandbox>[0] = {}): Promise<void> {
  sandbox = await startSandbox({ now: new Date('2026-03-10T04:00:00Z'), balance: '1000.00', ...options });
}
const apply = (changes?: Fields): Promise<Fields> => applied(sandbox, shop.url, changes);
const confirm = (changes: Fields): Promise<Fields> => confirmed(sandbox, shop.url, changes);
const query = (changes?: Fields): Promise<Fields> => queried(sandbox, changes);
const balance = async (): Promise<string | undefined> => (await balanced(sandbox))['amt_balance'];

/** The same card twice within a day: the second is under review. */
async function underReview(changes: Fields = {}): Promise<Fields> {
  await apply({ no_order: 'p-0' });
  return apply({ no_order: 'p-1', ...changes });
}

describe('payout.apply', () => {
  it('takes a payout, pays it after ten seconds of the clock, and then notifies the shop', async () => {
    await started();
    const response = await apply();
    expect(response).toMatchObject({
      ret_code: '0000',
      oid_partner: sandbox.options.oidPartner,
      no_order: 'p-1',
    });
    expect(response['oid_paybill']).toMatch(/^20260310\d{8}$/);
    expect(response).not.toHaveProperty('confirm_code');
    expect(isSigned(response, sandbox)).toBe(true);
    expect(await query()).toMatchObject({ result_pay: 'PROCESSING', money_order: '88.00' });

    await sandbox.clock.advance(PAYOUT_MS);
    const paid = await query();
    expect(paid).toMatchObject({
      ret_code: '0000',
      result_pay: 'SUCCESS',
      settle_date: '20260310',
      info_order: '货款',
      oid_paybill: response['oid_paybill'],
    });
    expect(paid).not.toHaveProperty('memo');
    expect(isSigned(paid, sandbox)).toBe(true);
    const [{ fields } = { fields: {} as Fields }] = shop.received;
    expect(fields).toMatchObject({
      oid_partner: sandbox.options.oidPartner,
      no_order: 'p-1',
      oid_paybill: response['oid_paybill'],
      money_order: '88.0',
      result_pay: 'SUCCESS',
      settle_date: '20260310',
      info_order: '货款',
    });
    expect(fields).not.toHaveProperty('pay_type');
    expect(isSigned(fields, sandbox)).toBe(true);
    expect(shop.received).toHaveLength(1);
  });

  it('pays as soon as the response was sent where payouts take no time', async () => {
    await started({ payoutMs: 0 });
    expect((await apply())['ret_code']).toBe('0000');
    await sandbox.clock.advance(0);
    expect(shop.received.map(({ fields }) => fields['result_pay'])).toEqual(['SUCCESS']);
  });

  it('takes a number once: 2005 while it is under way, 1002 afterwards, and the money goes once', async () => {
    await started();
    await apply();
    expect(await apply()).toMatchObject({ ret_code: '2005' });
    await sandbox.clock.advance(PAYOUT_MS);
    expect(await apply()).toMatchObject({ ret_code: '1002', ret_msg: '商户单号重复' });
    expect(await apply({ money_order: '1.00' })).toMatchObject({ ret_code: '1002' });
    expect(await balance()).toBe('912.0');
    await sandbox.clock.advance(HOUR_MS);
    expect(shop.received).toHaveLength(1);
  });

  it('fails with 9104 where the balance is too low; the same payout is taken when it suffices, and no changed one', async () => {
    await started({ balance: '87.99' });
    const refused = await apply();
    expect(refused).toMatchObject({ ret_code: '9104', ret_msg: '账户余额不足' });
    expect(isSigned(refused, sandbox)).toBe(true);
    expect(await query()).toMatchObject({ result_pay: 'FAILURE', memo: '账户余额不足' });
    expect(await balance()).toBe('87.99');
    await sandbox.clock.advance(HOUR_MS);
    expect(shop.received).toEqual([]);

    sandbox.setBalance('88.00');
    const { dt_order = '' } = sandbox.payouts.get('p-1');
    expect(await apply({ dt_order, money_order: '1.00' })).toMatchObject({ ret_code: '1002' });
    expect(await apply({ dt_order })).toMatchObject({ ret_code: '0000' });
    expect(await balance()).toBe('0.0');
    expect(sandbox.balance()).toBe('0.00');
  });
});
