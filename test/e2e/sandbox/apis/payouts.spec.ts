import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';

import { call, type Fields, isSigned, orders, PATHS, ShopEnd, startSandbox } from '../support/merchant.js';
import { applied, balanced, confirmed, queried } from '../support/payer.js';

const HOUR_MS = 60 * 60_000;
const PAYOUT_MS = HOUR_MS;
let sandbox: LianlianSandbox;
let shop: ShopEnd;

beforeEach(async () => {
  shop = await ShopEnd.open();
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

async function started(options: Parameters<typeof startSandbox>[0] = {}): Promise<void> {
  sandbox = await startSandbox({
    now: new Date('2026-03-10T04:00:00Z'),
    balance: '1000.00',
    payoutMs: PAYOUT_MS,
    ...options,
  });
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
  it('takes a payout, pays it when its time has come, and then notifies the shop', async () => {
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
    const fields = shop.received[0]?.fields ?? {};
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
    const { dt_order } = sandbox.payouts.get('p-1');
    expect(await apply({ dt_order, money_order: '1.00' })).toMatchObject({ ret_code: '1002' });
    expect(await apply({ dt_order })).toMatchObject({ ret_code: '0000' });
    expect(await balance()).toBe('0.0');
    expect(sandbox.balance()).toBe('0.00');
  });

  it('knows numbers by merchant, also when an order has the same one', async () => {
    await started();
    await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order: 'p-1' });
    expect((await apply())['ret_code']).toBe('0000');
    await sandbox.pay('p-1');
    expect(sandbox.deliveries('p-1').map(({ kind }) => kind)).toEqual(['payment']);
    expect(sandbox.payouts.deliveries('p-1')).toEqual([]);
    await sandbox.payouts.complete('p-1');
    expect(sandbox.payouts.deliveries('p-1').map(({ kind }) => kind)).toEqual(['payout']);
    expect(sandbox.deliveries('p-1')).toHaveLength(1);
  });

  it('keeps neither card nor name, and shows neither', async () => {
    await started();
    await apply({ card_no: '6222020000000000123', acct_name: '李四光' });
    const { card_no } = sandbox.payouts.get('p-1');
    expect(card_no).toBe('622202*********0123');
    const kept = JSON.stringify([sandbox.requests, sandbox.payouts.all()]);
    expect(kept).not.toContain('李四光');
    expect(kept).not.toContain('6222020000000000123');
    expect(sandbox.requests.at(-1)?.fields).toMatchObject({
      card_no: '***',
      acct_name: '***',
      no_order: 'p-1',
      money_order: '88.00',
    });
  });
});

describe('a review', () => {
  it.each([
    ['4002', 'the same account again', {}],
    ['4002', 'the same account with another amount', { money_order: '1.00' }],
    ['4004', 'the same account under another name', { acct_name: '李四' }],
  ])('is asked for with %s for %s within a day, and nothing is paid', async (ret_code, _, changes) => {
    await started();
    const response = await underReview(changes);
    expect(response).toMatchObject({ ret_code, no_order: 'p-1', oid_partner: sandbox.options.oidPartner });
    expect(response['confirm_code']).toMatch(/^\d{6}$/);
    expect(response).not.toHaveProperty('oid_paybill');
    expect(isSigned(response, sandbox)).toBe(true);
    const asked = await query();
    expect(asked).toMatchObject({ result_pay: 'CHECK' });
    expect(asked).not.toHaveProperty('oid_paybill');
    expect(await balance()).toBe('912.0');
  });

  it('is asked for with 4003 a day later, when the name is another one, and for no name that is the same', async () => {
    await started();
    await apply({ no_order: 'p-0' });
    await sandbox.clock.advance(24 * HOUR_MS);
    expect(await apply({ acct_name: '李四' })).toMatchObject({ ret_code: '4003' });
    expect(await apply({ no_order: 'p-2', card_no: '6222020000000000456' })).toMatchObject({
      ret_code: '0000',
    });
  });

  it('is not asked for where the first one was paid a day ago, failed, or came back', async () => {
    await started();
    await apply({ no_order: 'p-0' });
    await sandbox.payouts.fail('p-0');
    expect((await apply({ no_order: 'p-1' }))['ret_code']).toBe('0000');
    await sandbox.payouts.complete('p-1');
    expect((await apply({ no_order: 'p-2' }))['ret_code']).toBe('4002');
    await sandbox.payouts.returnMoney('p-1');
    await sandbox.clock.advance(24 * HOUR_MS);
    expect((await apply({ no_order: 'p-3' }))['ret_code']).toBe('0000');
  });

  it('ends with the right code: the payout is taken, paid, and told to the address of the confirm', async () => {
    await started();
    const other = await ShopEnd.open();
    const { confirm_code = '' } = await underReview();
    const response = await confirm({ confirm_code, notify_url: other.url });
    expect(response).toMatchObject({ ret_code: '0000', no_order: 'p-1' });
    expect(response['oid_paybill']).toMatch(/^\d{16}$/);
    expect(isSigned(response, sandbox)).toBe(true);
    expect(await query()).toMatchObject({ result_pay: 'PROCESSING', oid_paybill: response['oid_paybill'] });
    expect(await balance()).toBe('824.0');
    await sandbox.clock.advance(PAYOUT_MS);
    expect(other.received.map(({ fields }) => fields['no_order'])).toEqual(['p-1']);
    expect(shop.received.map(({ fields }) => fields['no_order'])).toEqual(['p-0']);
    expect(await confirm({ confirm_code })).toMatchObject({ ret_code: '4001' });
    expect(await balance()).toBe('824.0');
    await other.close();
  });

  it('takes six wrong codes: 4011 for five, 4008 from the sixth on, also for the right one', async () => {
    await started();
    const { confirm_code = '' } = await underReview();
    const wrong = confirm_code === '000000' ? '111111' : '000000';
    const codes: unknown[] = [];
    for (let index = 0; index < 6; index++) codes.push((await confirm({ confirm_code: wrong }))['ret_code']);
    expect(codes).toEqual(['4011', '4011', '4011', '4011', '4011', '4008']);
    expect((await confirm({ confirm_code }))['ret_code']).toBe('4008');
    expect(await query()).toMatchObject({ result_pay: 'CHECK' });
    expect(await balance()).toBe('912.0');
  });

  it('takes the right code after five wrong ones', async () => {
    await started();
    const { confirm_code = '' } = await underReview();
    const wrong = confirm_code === '000000' ? '111111' : '000000';
    for (let index = 0; index < 5; index++) await confirm({ confirm_code: wrong });
    expect((await confirm({ confirm_code }))['ret_code']).toBe('0000');
  });

  it('closes the payout after 24 hours of the clock: CLOSED and 4010, and no notification', async () => {
    await started();
    const { confirm_code = '' } = await underReview();
    await sandbox.clock.advance(23 * HOUR_MS);
    expect(await query()).toMatchObject({ result_pay: 'CHECK' });
    await sandbox.clock.advance(HOUR_MS);
    expect(await query()).toMatchObject({ result_pay: 'CLOSED' });
    expect(await confirm({ confirm_code })).toMatchObject({ ret_code: '4010', ret_msg: '验证码失效' });
    expect(await apply({ no_order: 'p-1' })).toMatchObject({ ret_code: '1002' });
    expect(await balance()).toBe('912.0');
    expect(shop.received.map(({ fields }) => fields['no_order'])).toEqual(['p-0']);
  });

  it('is known by its number: a second apply is 1002, and a confirm of an unknown one 4001', async () => {
    await started();
    await underReview();
    expect(await apply({ no_order: 'p-1' })).toMatchObject({ ret_code: '1002' });
    expect(await confirm({ no_order: 'p-9', confirm_code: '123456' })).toMatchObject({
      ret_code: '4001',
      ret_msg: '该订单不存在或非复核状态',
    });
  });

  it('fails with 9104 when it is confirmed and the balance is too low by then', async () => {
    await started({ balance: '88.00' });
    const { confirm_code = '' } = await underReview();
    expect(await confirm({ confirm_code })).toMatchObject({ ret_code: '9104' });
    expect(await query()).toMatchObject({ result_pay: 'FAILURE' });
    expect(await balance()).toBe('0.0');
  });
});

describe('the bank', () => {
  it('refuses: the money comes back, and the shop is told why', async () => {
    await started();
    await apply();
    expect(await balance()).toBe('912.0');
    expect(await sandbox.payouts.fail('p-1', '账户已销户')).toMatchObject({ result_pay: 'FAILURE' });
    const fields = shop.received[0]?.fields ?? {};
    expect(fields).toMatchObject({ result_pay: 'FAILURE', info_order: '账户已销户' });
    expect(fields).not.toHaveProperty('settle_date');
    expect(isSigned(fields, sandbox)).toBe(true);
    expect(await query()).toMatchObject({ result_pay: 'FAILURE', memo: '账户已销户', info_order: '货款' });
    expect(await balance()).toBe('1000.0');
    expect(await apply()).toMatchObject({ ret_code: '1002' });
  });

  it('returns the money after a success, which is a second notification', async () => {
    await started();
    await apply();
    await sandbox.payouts.complete('p-1');
    await sandbox.payouts.returnMoney('p-1');
    expect(shop.received.map(({ fields }) => fields['result_pay'])).toEqual(['SUCCESS', 'CANCEL']);
    expect(isSigned(shop.received[1]?.fields ?? {}, sandbox)).toBe(true);
    expect(await query()).toMatchObject({ result_pay: 'CANCEL' });
    expect(await balance()).toBe('1000.0');
    await sandbox.clock.advance(HOUR_MS);
    expect(shop.received).toHaveLength(2);
  });

  it('does nothing twice, and nothing with what is under review', async () => {
    await started();
    await underReview();
    await expect(sandbox.payouts.complete('p-1')).rejects.toThrow('under review');
    await expect(sandbox.payouts.returnMoney('p-0')).rejects.toThrow('PROCESSING');
    await sandbox.payouts.complete('p-0');
    await expect(sandbox.payouts.complete('p-0')).rejects.toThrow('SUCCESS');
    await expect(sandbox.payouts.fail('p-0')).rejects.toThrow('SUCCESS');
    await expect(sandbox.payouts.complete('p-9')).rejects.toThrow('has no payout p-9; it has p-0');
    await expect(sandbox.payouts.fail('p-0', ' ')).rejects.toThrow('at most 255 characters');
  });

  it('is notified until the shop acknowledges, and delivered again and forged when asked', async () => {
    await started();
    shop.response = { status: 500, body: '' };
    await apply();
    await sandbox.payouts.complete('p-1');
    await sandbox.clock.advance(2 * 60_000);
    expect(sandbox.payouts.deliveries('p-1').map(({ acknowledged }) => acknowledged)).toEqual([false, false]);
    shop.response = { status: 200, body: '{"ret_code":"0000","ret_msg":"ok"}' };
    await sandbox.clock.advance(HOUR_MS);
    expect(shop.received).toHaveLength(3);
    await sandbox.payouts.deliver('p-1');
    expect(shop.received[3]?.body).toBe(shop.received[2]?.body);
    const forged = await sandbox.payouts.deliver('p-1', { how: 'wrong-amount' });
    expect(forged).toMatchObject({ kind: 'payout', how: 'wrong-amount' });
    expect(shop.received[4]?.fields['money_order']).toBe('89.0');
    expect(isSigned(shop.received[4]?.fields ?? {}, sandbox)).toBe(true);
  });
});

describe('payout.query', () => {
  it('finds a payout by either number, and by both where they belong together', async () => {
    await started();
    const { oid_paybill = '' } = await apply();
    expect(await query({ oid_paybill })).toMatchObject({ no_order: 'p-1' });
    expect(await query({ oid_paybill, no_order: 'p-1' })).toMatchObject({ ret_code: '0000' });
    expect(await query({ oid_paybill: '2026031099999999', no_order: 'p-1' })).toMatchObject({
      ret_code: '8901',
    });
  });

  it('knows nothing of another merchant’s, and answers what it does not know without a signature', async () => {
    await started();
    expect(await query()).toEqual({ ret_code: '8901', ret_msg: '没有记录' });
  });
});

describe('what a test asserts', () => {
  it('is which payouts there are, and that there are no others', async () => {
    await started();
    await apply();
    sandbox.expectPayouts([{ no_order: 'p-1', money_order: '88.00', result_pay: 'PROCESSING' }]);
    expect(() => {
      sandbox.expectPayouts([]);
    }).toThrow('has 1 payouts, and not the 0 that are expected');
    expect(() => {
      sandbox.expectPayouts([{ no_order: 'p-1', money_order: '1.00' }]);
    }).toThrow('payouts');
    await apply({ no_order: 'p-2', card_no: '6222020000000000456' });
    expect(() => {
      sandbox.expectPayouts([{ no_order: 'p-1' }, { no_order: 'p-1' }]);
    }).toThrow('payouts');
  });
});
