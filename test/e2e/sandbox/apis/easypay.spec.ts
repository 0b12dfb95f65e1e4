import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import {
  call,
  type Fields,
  isSigned,
  orders,
  PATHS,
  ShopEnd,
  signed,
  startSandbox,
} from '../support/merchant.js';

let sandbox: LianlianSandbox;
let shop: ShopEnd;

beforeEach(async () => {
  [sandbox, shop] = await Promise.all([startSandbox(), ShopEnd.open()]);
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

const apply = async (changes: Fields = {}, at: LianlianSandbox = sandbox): Promise<Fields> =>
  (await call(at, PATHS.apply, { ...orders.apply(at, shop.url), ...changes })).fields;

const verify = async (token: string | undefined, changes: Fields = {}, at = sandbox): Promise<Fields> =>
  (
    await call(at, PATHS.verify, {
      oid_partner: at.options.oidPartner,
      sign_type: 'RSA',
      no_order: 'o-1',
      money_order: '210.90',
      token: token ?? '',
      verify_code: '123456',
      ...changes,
    })
  ).fields;

/** A sandbox whose merchant has no SMS step. */
const withoutSms = (options: { edition?: 'old' } = {}): Promise<LianlianSandbox> =>
  LianlianSandbox.start({ modulusLength: 1024, merchants: [{ smsFlow: false }], ...options });

describe('the SMS step', () => {
  it('sends a code, takes it, pays, and tells the shop after the response', async () => {
    const applied = await apply({ info_order: '备注' });
    expect(applied).toMatchObject({
      ret_code: '0000',
      oid_partner: sandbox.options.oidPartner,
      no_order: 'o-1',
      money_order: '210.90',
      name_goods: '羽毛球',
      pay_type: 'M',
      info_order: '备注',
      bank_code: '01020000',
    });
    expect(applied).not.toHaveProperty('result_pay');
    expect(applied['token']).toMatch(/^[0-9a-f]{32}$/);
    expect(isSigned(applied, sandbox)).toBe(true);
    expect(shop.received).toEqual([]);

    const paid = await verify(applied['token'], { verify_code: sandbox.smsCode('o-1') });
    expect(paid).toMatchObject({
      ret_code: '0000',
      result_pay: 'SUCCESS',
      oid_paybill: applied['oid_paybill'],
    });
    expect(paid['settle_date']).toMatch(/^\d{8}$/);
    expect(paid['no_agree']).toMatch(/^\d{16}$/);
    expect(isSigned(paid, sandbox)).toBe(true);

    await sandbox.clock.advance(0);
    expect(shop.received).toHaveLength(1);
    expect(shop.received[0]?.fields).toMatchObject({
      result_pay: 'SUCCESS',
      pay_type: 'M',
      no_agree: paid['no_agree'],
      info_order: '备注',
    });
    expect(shop.received[0]?.body).not.toContain('62220200');
  });

  it('refuses a wrong code with 1900, and takes the right one afterwards', async () => {
    const { token } = await apply();
    expect(await verify(token, { verify_code: '000000' })).toMatchObject({
      ret_code: '1900',
      ret_msg: '短信码校验错误',
    });
    expect((await verify(token))['result_pay']).toBe('SUCCESS');
    expect((await verify(token))['ret_code']).toBe('2007');
  });

  it('refuses a token with 1000 that is unknown, another order’s, replaced, or 30 minutes old', async () => {
    const { token } = await apply();
    expect(await verify('0'.repeat(32))).toMatchObject({
      ret_code: '1000',
      ret_msg: '支付授权令牌失效或错误',
    });
    expect((await verify(token, { no_order: 'o-2' }))['ret_code']).toBe('1000');
    expect((await verify(token, { dt_order: '20200101000000' }))['ret_code']).toBe('1000');
    const again = await apply({ dt_order: sandbox.transaction('o-1').dt_order });
    expect((await verify(token))['ret_code']).toBe('1000');
    await sandbox.clock.advance(30 * 60_000 - 2000);
    expect((await verify(again['token'], { verify_code: '000000' }))['ret_code']).toBe('1900');
    await sandbox.clock.advance(2000);
    expect((await verify(again['token']))['ret_code']).toBe('1000');
  });

  it('refuses another amount with 7017', async () => {
    const { token } = await apply();
    expect((await verify(token, { money_order: '210.91' }))['ret_code']).toBe('7017');
  });

  it('sends the code that the sandbox was given', async () => {
    const other = await startSandbox({ smsCode: '987654' });
    const { token } = await apply({}, other);
    expect(other.smsCode('o-1')).toBe('987654');
    expect((await verify(token, {}, other))['ret_code']).toBe('1900');
    expect((await verify(token, { verify_code: '987654' }, other))['ret_code']).toBe('0000');
    await other.stop();
  });

  it('answers 8888 with a token in the old edition', async () => {
    const old = await startSandbox({ edition: 'old' });
    const applied = await apply({}, old);
    expect(applied).toMatchObject({ ret_code: '8888', ret_msg: '短信已下发，需要再次验证', sms_flag: '1' });
    expect(isSigned(applied, old)).toBe(true);
    expect((await verify(applied['token'], {}, old))['result_pay']).toBe('SUCCESS');
    await old.stop();
  });
});

describe('without an SMS step', () => {
  it('pays at once', async () => {
    const direct = await withoutSms();
    const paid = await apply({}, direct);
    expect(paid).toMatchObject({ ret_code: '0000', result_pay: 'SUCCESS' });
    expect(paid).not.toHaveProperty('token');
    await expect.poll(() => shop.received.length).toBe(1);
    await direct.stop();
  });

  it('tells an authorization as such, and never as a payment', async () => {
    const direct = await withoutSms();
    expect(await apply({ pay_type: 'F' }, direct)).toMatchObject({ result_pay: 'SUCCESS', pay_type: 'F' });
    await expect.poll(() => shop.received[0]?.fields['pay_type']).toBe('F');
    expect(direct.transaction('o-1').authorization).toBe(true);
    await expect(direct.refund('o-1')).rejects.toThrow('5008');
    await direct.stop();
    const old = await withoutSms({ edition: 'old' });
    expect(await apply({ pay_type: 'F' }, old)).toMatchObject({ result_pay: 'APPLY_SUCCESS', pay_type: 'F' });
    await old.stop();
  });
});

describe('test cards', () => {
  it('1100: refused before any SMS', async () => {
    const refused = await apply({ card_no: TEST_CARDS.invalid });
    expect(refused).toMatchObject({ ret_code: '1100', ret_msg: '无效卡号' });
    expect(() => sandbox.smsCode('o-1')).toThrow('no SMS code was sent');
    expect(sandbox.transaction('o-1')).toMatchObject({ result_pay: 'FAILURE', memo: '无效卡号' });
  });

  it('6001: refused when the money is taken, and the order can be paid with another card', async () => {
    const { token, dt_order = '' } = await apply({ card_no: TEST_CARDS.insufficientBalance });
    expect(await verify(token)).toMatchObject({ ret_code: '6001', ret_msg: '卡余额不足' });
    expect(shop.received).toEqual([]);
    const again = await apply({ dt_order });
    expect((await verify(again['token']))['result_pay']).toBe('SUCCESS');
  });

  it('2008: processing until the test says what became of it', async () => {
    const { token, dt_order = '' } = await apply({ card_no: TEST_CARDS.processing });
    const response = await verify(token);
    expect(response).toMatchObject({ ret_code: '0000', result_pay: 'PROCESSING' });
    expect(response).not.toHaveProperty('settle_date');
    expect((await apply({ dt_order }))['ret_code']).toBe('1003');
    expect(sandbox.transaction('o-1').result_pay).toBe('PROCESSING');
    expect(shop.received).toEqual([]);
    await sandbox.pay('o-1');
    expect(shop.received[0]?.fields).toMatchObject({ result_pay: 'SUCCESS', pay_type: 'M' });
  });

  it('5601: a debit card is refused for an authorization, and pays', async () => {
    const card_no = TEST_CARDS.debitOnly;
    expect(await apply({ card_no, pay_type: 'F' })).toMatchObject({ ret_code: '5601' });
    expect((await apply({ card_no }))['ret_code']).toBe('0000');
  });
});

describe('no_agree', () => {
  it('stands for the card of the user to whom it was given', async () => {
    const { token } = await apply();
    const { no_agree = '' } = await verify(token);
    const card = { card_no: '', id_no: '', id_type: '', acct_name: '', bind_mob: '' };
    const again = await apply({ ...card, no_agree, no_order: 'o-2' });
    expect(again['ret_code']).toBe('0000');
    expect(await verify(again['token'], { no_order: 'o-2' })).toMatchObject({
      result_pay: 'SUCCESS',
      no_agree,
    });
    const other = await apply({ ...card, no_agree, no_order: 'o-3', user_id: 'u-2' });
    expect(other).toMatchObject({ ret_code: '3003', ret_msg: '签约信息不存在' });
    expect((await apply({ ...card, no_agree: '1', no_order: 'o-4' }))['ret_code']).toBe('3003');
  });
});

describe('several merchants', () => {
  it('each has its keys and its orders', async () => {
    const both = await LianlianSandbox.start({
      modulusLength: 1024,
      merchants: [{}, { oidPartner: '201304121000001005' }],
    });
    const [first, second] = both.options.merchants;
    expect([first?.oidPartner, second?.oidPartner]).toEqual(['201304121000001004', '201304121000001005']);
    expect(first?.lianlianPublicKey).toBe(second?.lianlianPublicKey);
    const send = async (path: string, fields: Fields, key: string | undefined): Promise<Fields> => {
      const response = await fetch(both.url + path, {
        method: 'POST',
        body: JSON.stringify(signed(fields, key ?? '')),
      });
      return (await response.json()) as Fields;
    };
    const ours = orders.apply(sandbox, shop.url);
    const theirs = { ...ours, oid_partner: '201304121000001005' };
    const { token = '', ret_code } = await send(PATHS.apply, ours, first?.privateKey);
    expect(ret_code).toBe('0000');
    expect((await send(PATHS.apply, theirs, first?.privateKey))['ret_code']).toBe('1001');
    expect(await send(PATHS.apply, { ...theirs, money_order: '1.00' }, second?.privateKey)).toMatchObject({
      ret_code: '0000',
      money_order: '1.00',
    });

    expect(() => both.transaction('o-1')).toThrow('several merchants have an order o-1');
    const verifying = {
      sign_type: 'RSA',
      no_order: 'o-1',
      money_order: '210.90',
      token,
      verify_code: '123456',
    };
    const foreign = { ...verifying, oid_partner: '201304121000001005' };
    expect((await send(PATHS.verify, foreign, second?.privateKey))['ret_code']).toBe('1000');
    const own = { ...verifying, oid_partner: '201304121000001004' };
    expect((await send(PATHS.verify, own, first?.privateKey))['result_pay']).toBe('SUCCESS');
    const query = { oid_partner: '201304121000001005', sign_type: 'RSA', no_order: 'o-1' };
    expect((await send(PATHS.aggregateQuery, query, second?.privateKey))['result_pay']).toBe('WAITING');
    const ownQuery = { ...query, oid_partner: '201304121000001004' };
    expect((await send(PATHS.aggregateQuery, ownQuery, first?.privateKey))['result_pay']).toBe('SUCCESS');
    expect(both.transaction('o-1', { oid_partner: '201304121000001004' }).result_pay).toBe('SUCCESS');
    await both.stop();
  });

  it('refuses two of one number, a number that is none, and no merchant', async () => {
    await expect(LianlianSandbox.start({ modulusLength: 1024, merchants: [{}, {}] })).rejects.toThrow(
      'same oidPartner',
    );
    await expect(startSandboxWith('12')).rejects.toThrow('18 digits');
    await expect(LianlianSandbox.start({ modulusLength: 1024, merchants: [] })).rejects.toThrow(
      'needs a merchant',
    );
  });

  it('keeps a private key that it was not given to itself', async () => {
    const known = await LianlianSandbox.start({
      modulusLength: 1024,
      merchants: [{ publicKey: sandbox.lianlianPublicKey }],
    });
    expect(() => known.options).toThrow('its private key is yours');
    await known.stop();
  });
});

function startSandboxWith(oidPartner: string): Promise<LianlianSandbox> {
  return LianlianSandbox.start({ modulusLength: 1024, merchants: [{ oidPartner }] });
}
