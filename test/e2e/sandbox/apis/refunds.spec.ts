import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import { call, type Fields, isSigned, orders, PATHS, ShopEnd, startSandbox } from '../support/merchant.js';

const MINUTE_MS = 60_000;
let sandbox: LianlianSandbox;
let shop: ShopEnd;
let refundDesk: ShopEnd;
let order: Fields;

beforeEach(async () => {
  [shop, refundDesk] = await Promise.all([ShopEnd.open(), ShopEnd.open()]);
});
afterEach(() => Promise.all([sandbox.stop(), shop.close(), refundDesk.close()]));

/** An order of 210.90, paid unless it is said otherwise. */
async function ordered(options: Parameters<typeof startSandbox>[0] = {}, isPaid = true): Promise<void> {
  sandbox = await startSandbox({ now: new Date('2026-03-10T04:00:00Z'), ...options });
  order = orders.direct(sandbox, shop.url);
  await call(sandbox, PATHS.direct, order);
  if (isPaid) await sandbox.pay('o-1');
}

const refund = async (changes: Fields = {}, path: string = PATHS.refund): Promise<Fields> =>
  (
    await call(sandbox, path, {
      oid_partner: sandbox.options.oidPartner,
      sign_type: 'RSA',
      no_refund: 'r-1',
      dt_refund: '20260310130000',
      money_refund: '10.50',
      no_order: 'o-1',
      dt_order: order['dt_order'] ?? '',
      notify_url: refundDesk.url,
      ...changes,
    })
  ).fields;

const query = async (changes: Fields = {}): Promise<Fields> =>
  (
    await call(sandbox, PATHS.refundQuery, {
      oid_partner: sandbox.options.oidPartner,
      sign_type: 'RSA',
      no_refund: 'r-1',
      dt_refund: '20260310130000',
      ...changes,
    })
  ).fields;

describe('refund.apply', () => {
  it('gives money back, signs the response, and then tells the refund’s own notify_url', async () => {
    await ordered();
    const response = await refund();
    expect(response).toMatchObject({
      ret_code: '0000',
      oid_partner: sandbox.options.oidPartner,
      no_refund: 'r-1',
      dt_refund: '20260310130000',
      money_refund: '10.50',
      sta_refund: '2',
      settle_date: '20260310',
    });
    expect(response['oid_refundno']).toMatch(/^\d{16}$/);
    expect(response).not.toHaveProperty('notify_url');
    expect(response).not.toHaveProperty('rate');
    expect(isSigned(response, sandbox)).toBe(true);

    await sandbox.clock.advance(0);
    expect(shop.received).toHaveLength(1);
    const { fields } = refundDesk.received[0] ?? { fields: {} };
    expect(fields).toMatchObject({
      oid_partner: sandbox.options.oidPartner,
      no_refund: 'r-1',
      oid_refundno: response['oid_refundno'],
      money_refund: '10.5',
      sta_refund: '2',
    });
    expect(isSigned(fields, sandbox)).toBe(true);
    expect(sandbox.deliveries('o-1').map(({ kind, url }) => [kind, url])).toEqual([
      ['payment', shop.url],
      ['refund', refundDesk.url],
    ]);
  });

  it('finds the payment by LianLian’s number too', async () => {
    await ordered();
    const { oid_paybill } = sandbox.transaction('o-1');
    expect((await refund({ no_order: '', dt_order: '', oid_paybill }))['ret_code']).toBe('0000');
  });

  it('leaves less to be refunded: two parts and no third, with sandbox.refund in the same ledger', async () => {
    await ordered();
    await refund({ money_refund: '200.00' });
    expect(await refund({ no_refund: 'r-2', money_refund: '10.91' })).toMatchObject({
      ret_code: '5007',
      ret_msg: '累计退款金额大于原交易金额',
    });
    expect(sandbox.transaction('o-1').result_pay).toBe('SUCCESS');
    expect((await sandbox.refund('o-1')).money_refund).toBe('10.90');
    expect(sandbox.transaction('o-1').result_pay).toBe('REFUND');
    expect((await refund({ no_refund: 'r-3', money_refund: '0.01' }))['ret_code']).toBe('5007');
    expect(sandbox.refunds('o-1').map(({ money_refund }) => money_refund)).toEqual(['200.00', '10.90']);
  });

  it('is the same refund when it is asked for again, and notified once', async () => {
    await ordered();
    const first = await refund();
    expect(await refund()).toMatchObject({ ret_code: '0000', oid_refundno: first['oid_refundno'] });
    await sandbox.clock.advance(0);
    expect(refundDesk.received).toHaveLength(1);
    expect(sandbox.refunds('o-1')).toHaveLength(1);
  });

  it.each([
    ['amount', { money_refund: '10.51' }],
    ['time', { dt_refund: '20260310130001' }],
  ])('is refused with 1002 when its number comes back with another %s', async (_, changes) => {
    await ordered();
    await refund();
    expect(await refund(changes)).toMatchObject({ ret_code: '1002', ret_msg: '第三方单号重复' });
    expect(sandbox.refunds('o-1')).toHaveLength(1);
  });

  it('is refused with 1002 when its number belongs to another order, and taken on another day', async () => {
    await ordered();
    await call(sandbox, PATHS.direct, { ...order, no_order: 'o-2' });
    await sandbox.pay('o-2');
    await refund();
    expect((await refund({ no_order: 'o-2' }))['ret_code']).toBe('1002');
    expect((await refund({ no_order: 'o-2', dt_refund: '20260311130000' }))['ret_code']).toBe('0000');
  });

  it('refuses what is not paid, not known, or not an amount', async () => {
    await ordered({}, false);
    expect(await refund()).toMatchObject({ ret_code: '5008', ret_msg: '原交易未成功' });
    expect(await refund({ no_order: 'o-9' })).toMatchObject({ ret_code: '5002', ret_msg: '原始交易不存在' });
    expect((await refund({ money_refund: '0.00' }))['ret_msg']).toContain('money_refund');
    expect((await refund({ no_order: '', dt_order: '' }))['ret_msg']).toContain('no_order,oid_paybill');
    await sandbox.pay('o-1');
    await expect(sandbox.refund('o-1', '1')).rejects.toThrow('5003');
    expect(sandbox.refunds('o-1')).toEqual([]);
  });
});

describe('exchangerefund', () => {
  it('adds the exchange to the response, the query and the notification', async () => {
    await ordered();
    const exchange = {
      money_refund: '100.00',
      money_foreign_refund: '14.08',
      rate: '7.1000',
      rate_id: 'SANDBOX20260101',
      exchange_bankcode: '01040000',
    };
    const response = await refund({ money_refund: '100.00' }, PATHS.exchangeRefund);
    expect(response).toMatchObject({ ret_code: '0000', ...exchange });
    expect(isSigned(response, sandbox)).toBe(true);
    await sandbox.clock.advance(0);
    expect(refundDesk.received[0]?.fields).toMatchObject({ ...exchange, money_refund: '100.0' });
    expect(await query()).toMatchObject(exchange);
    expect(
      (await refund({ no_refund: 'r-2', money_refund: '110.91' }, PATHS.exchangeRefund))['ret_code'],
    ).toBe('5007');
  });
});

describe('refund.query', () => {
  it('tells a refund by either number, signed', async () => {
    await ordered();
    const { oid_refundno = '' } = await refund();
    const response = await query();
    expect(response).toMatchObject({ ret_code: '0000', no_refund: 'r-1', oid_refundno, sta_refund: '2' });
    expect(isSigned(response, sandbox)).toBe(true);
    expect(await query({ no_refund: '', oid_refundno })).toMatchObject({ no_refund: 'r-1' });
  });

  it('answers 8901 without a signature where there is none', async () => {
    await ordered();
    const missing = { ret_code: '8901', ret_msg: '没有记录' };
    expect(await query()).toEqual(missing);
    await refund();
    expect(await query({ dt_refund: '20260310130001' })).toEqual(missing);
    expect(await query({ no_refund: 'r-2' })).toEqual(missing);
  });
});

describe('a refund that takes time', () => {
  it('is initialized, then processing, and succeeds and is notified when its time is over', async () => {
    await ordered({ refundMs: 15 * MINUTE_MS });
    const response = await refund({ money_refund: '210.90' });
    expect(response).toMatchObject({ ret_code: '0000', sta_refund: '0' });
    expect(response).not.toHaveProperty('settle_date');
    expect(await query()).toMatchObject({ ret_code: '0000', sta_refund: '1' });
    expect((await refund({ no_refund: 'r-2', money_refund: '0.01' }))['ret_code']).toBe('5007');
    await sandbox.clock.advance(15 * MINUTE_MS - 5000);
    expect((await query())['sta_refund']).toBe('1');
    expect(sandbox.transaction('o-1').result_pay).toBe('SUCCESS');
    expect(refundDesk.received).toEqual([]);
    await sandbox.clock.advance(5000);
    expect(await query()).toMatchObject({ sta_refund: '2', settle_date: '20260310' });
    expect(refundDesk.received.map(({ fields }) => fields['sta_refund'])).toEqual(['2']);
    expect(sandbox.transaction('o-1').result_pay).toBe('REFUND');
  });

  it('ends early when it is told to, once', async () => {
    await ordered({ refundMs: 15 * MINUTE_MS });
    await refund();
    expect(await sandbox.completeRefund('r-1')).toMatchObject({ sta_refund: '2' });
    expect(refundDesk.received).toHaveLength(1);
    await sandbox.clock.advance(20 * MINUTE_MS);
    expect(refundDesk.received).toHaveLength(1);
    await expect(sandbox.failRefund('r-1')).rejects.toThrow('has ended with sta_refund 2');
    await expect(sandbox.failRefund('r-9')).rejects.toThrow('no refund r-9; it has r-1');
  });

  it('can fail without a word, and its money can be refunded again', async () => {
    await ordered({ refundMs: MINUTE_MS });
    await refund({ money_refund: '210.90' });
    expect(await sandbox.failRefund('r-1')).toMatchObject({ sta_refund: '3' });
    expect(await query()).toMatchObject({ ret_code: '0000', sta_refund: '3' });
    expect(await query()).not.toHaveProperty('settle_date');
    expect(refundDesk.received).toEqual([]);
    expect((await refund({ no_refund: 'r-2', money_refund: '210.90' }))['ret_code']).toBe('0000');
  });

  it('is told failed in the old edition', async () => {
    await ordered({ refundMs: MINUTE_MS, edition: 'old' });
    await refund();
    await sandbox.failRefund('r-1');
    expect(refundDesk.received.map(({ fields }) => fields['sta_refund'])).toEqual(['3']);
    expect(isSigned(refundDesk.received[0]?.fields ?? {}, sandbox)).toBe(true);
  });

  it('is forgotten by stop', async () => {
    await ordered({ refundMs: 30 });
    await refund();
    await sandbox.stop();
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(sandbox.refunds('o-1')[0]?.sta_refund).toBe('1');
  });
});
