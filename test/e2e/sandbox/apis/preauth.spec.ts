import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import { call, type Fields, isSigned, orders, PATHS, press, ShopEnd, submit } from '../support/merchant.js';

let sandbox: LianlianSandbox;
let shop: ShopEnd;
let order: Fields;

beforeEach(async () => {
  const options = { modulusLength: 1024, now: new Date('2026-03-10T04:00:00Z') };
  [sandbox, shop] = await Promise.all([LianlianSandbox.start(options), ShopEnd.open()]);
  order = { ...orders.apply(sandbox, shop.url), pay_type: 'F' };
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

const apply = async (changes: Fields = {}): Promise<Fields> =>
  (await call(sandbox, PATHS.apply, { ...order, ...changes })).fields;

const verify = async (token = ''): Promise<Fields> =>
  (
    await call(sandbox, PATHS.verify, {
      oid_partner: sandbox.options.oidPartner,
      sign_type: 'RSA',
      no_order: 'o-1',
      money_order: '210.90',
      token,
      verify_code: '123456',
    })
  ).fields;

const authorize = async (): Promise<Fields> => verify((await apply())['token']);

/** A request about the authorization: of capture and cancel with its money and user. */
const about = async (path: string, changes: Fields = {}): Promise<Fields> => {
  const money: Fields = path === PATHS.preauthQuery ? {} : { user_id: 'u-1', money_order: '210.90' };
  const { fields } = await call(sandbox, path, {
    oid_partner: sandbox.options.oidPartner,
    sign_type: 'RSA',
    api_version: '1.0',
    pay_type: 'F',
    no_order: 'o-1',
    dt_order: order['dt_order'] ?? '',
    ...money,
    ...changes,
  });
  return fields;
};
const capture = (changes?: Fields): Promise<Fields> => about(PATHS.capture, changes);
const cancel = (changes?: Fields): Promise<Fields> => about(PATHS.cancel, changes);
const query = (changes?: Fields): Promise<Fields> => about(PATHS.preauthQuery, changes);

const refund = async (money_refund: string): Promise<Fields> =>
  (
    await call(sandbox, PATHS.refund, {
      oid_partner: sandbox.options.oidPartner,
      sign_type: 'RSA',
      no_refund: `r-${money_refund}`,
      dt_refund: '20260310130000',
      money_refund,
      no_order: 'o-1',
      notify_url: shop.url,
    })
  ).fields;

describe('preauth.capture', () => {
  it('takes the money, whole; its signed response is the result, and no notification', async () => {
    const { oid_paybill = '' } = await authorize();
    await sandbox.clock.advance(24 * 60 * 60_000);
    expect(shop.received).toHaveLength(1);
    const response = await capture();
    expect(response).toMatchObject({
      ret_code: '0000',
      no_order: 'o-1',
      dt_order: order['dt_order'],
      oid_paybill,
      money_order: '210.90',
      settle_date: '20260311',
      user_id: 'u-1',
    });
    expect(isSigned(response, sandbox)).toBe(true);
    await sandbox.clock.advance(0);
    expect(shop.received).toHaveLength(1);
    expect(sandbox.transaction('o-1')).toMatchObject({ authorization: false, capturedAmount: '210.90' });
  });

  it('takes a part, once, and no more than was authorized', async () => {
    const { oid_paybill = '' } = await authorize();
    expect(await capture({ money_order: '210.91' })).toMatchObject({
      ret_code: '7017',
      ret_msg: '金额不正确',
    });
    expect(await capture({ money_order: '100.00', no_order: '', oid_paybill })).toMatchObject({
      ret_code: '0000',
      money_order: '100.00',
    });
    expect(await capture({ money_order: '100.00' })).toMatchObject({ ret_code: '2007' });
    expect(await cancel()).toMatchObject({ ret_code: '2007', ret_msg: '交易已支付成功' });
    expect(await query()).toMatchObject({ ret_code: 'PR11', money_order: '100.00' });
  });

  it('lets what was captured be refunded, and no more', async () => {
    await authorize();
    expect((await refund('1.00'))['ret_code']).toBe('5008');
    await capture({ money_order: '100.00' });
    expect((await refund('100.01'))['ret_code']).toBe('5007');
    expect((await refund('40.00'))['ret_code']).toBe('0000');
    expect(sandbox.transaction('o-1').result_pay).toBe('SUCCESS');
    expect((await refund('60.00'))['ret_code']).toBe('0000');
    expect(sandbox.transaction('o-1').result_pay).toBe('REFUND');
    expect((await query())['ret_code']).toBe('PR11');
  });

  it('refuses what is not authorized, not an authorization, or another user’s', async () => {
    expect((await capture())['ret_code']).toBe('5002');
    const { token } = await apply();
    expect(await capture()).toMatchObject({ ret_code: '5008', ret_msg: '原交易未成功' });
    await verify(token);
    expect((await capture({ user_id: 'u-2' }))['ret_code']).toBe('3007');
    expect((await capture({ pay_type: 'G' }))['ret_code']).toBe('5601');
    await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order: 'o-2' });
    const { dt_order } = sandbox.transaction('o-2');
    expect((await capture({ no_order: 'o-2', dt_order }))['ret_code']).toBe('5002');
  });
});

describe('preauth.cancel', () => {
  it('releases the money, once; then nothing can be captured, refunded or paid', async () => {
    const { oid_paybill } = await authorize();
    expect((await cancel({ money_order: '210.89' }))['ret_code']).toBe('7017');
    const response = await cancel();
    expect(response).toMatchObject({ ret_code: '0000', no_order: 'o-1', oid_paybill, user_id: 'u-1' });
    expect(isSigned(response, sandbox)).toBe(true);
    expect(await query()).toMatchObject({ ret_code: 'PR14' });
    expect((await capture())['ret_code']).toBe('2006');
    expect((await cancel())['ret_code']).toBe('2006');
    expect((await refund('1.00'))['ret_code']).toBe('5008');
    expect((await apply())['ret_code']).toBe('2007');
    expect(sandbox.transaction('o-1')).toMatchObject({ isCancelled: true, result_pay: 'REFUND' });
  });
});

describe('preauth.query', () => {
  it('has the status as its ret_code, signed', async () => {
    const { token } = await apply();
    expect((await query())['ret_code']).toBe('PR08');
    const { oid_paybill = '' } = await verify(token);
    const response = await query({ no_order: '', oid_paybill });
    expect(response).toMatchObject({
      ret_code: 'PR07',
      ret_msg: 'authorized',
      no_order: 'o-1',
      money_order: '210.90',
    });
    expect(isSigned(response, sandbox)).toBe(true);
  });

  it('tells an authorization that failed, or that the bank is processing', async () => {
    await apply({ card_no: TEST_CARDS.invalid });
    expect((await query())['ret_code']).toBe('PR10');
    await verify((await apply({ card_no: TEST_CARDS.processing }))['token']);
    expect((await query())['ret_code']).toBe('PR09');
    await sandbox.pay('o-1');
    expect((await query())['ret_code']).toBe('PR07');
  });

  it('tells an order whose payer has not come, and one whose time is over', async () => {
    const web = {
      ...orders.web(sandbox, shop.url),
      pay_type: 'F',
      dt_order: order['dt_order'] ?? '',
      valid_order: '10',
    };
    const page = await submit(sandbox, PATHS.web, web);
    expect(await query()).toMatchObject({ ret_code: '2003', ret_msg: '支付单创建' });
    await press(sandbox, page, 'pay', { card_no: TEST_CARDS.pays, verify_code: '123456' });
    expect((await query())['ret_code']).toBe('PR07');
    await submit(sandbox, PATHS.web, { ...web, no_order: 'o-2' });
    await sandbox.clock.advance(10 * 60_000);
    expect((await query({ no_order: 'o-2' }))['ret_code']).toBe('2006');
    expect((await query())['ret_code']).toBe('PR07');
  });

  it('does not know an order of another number or time', async () => {
    await authorize();
    expect((await query({ no_order: 'o-9' }))['ret_code']).toBe('5002');
    expect((await query({ dt_order: '20260310120001' }))['ret_code']).toBe('5002');
  });
});
