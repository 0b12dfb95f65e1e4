import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import {
  call,
  chinaTime,
  type Fields,
  isSigned,
  orders,
  PATHS,
  ShopEnd,
  startSandbox,
} from '../support/merchant.js';

let sandbox: LianlianSandbox;
let shop: ShopEnd;
let order: Fields;

beforeEach(async () => {
  [sandbox, shop] = await Promise.all([
    startSandbox({ now: new Date('2026-03-10T04:00:00Z') }),
    ShopEnd.open(),
  ]);
  order = orders.direct(sandbox, shop.url);
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

const place = async (changes: Fields = {}): Promise<Fields> =>
  (await call(sandbox, PATHS.direct, { ...order, ...changes })).fields;

const query = async (changes: Fields): Promise<Fields> =>
  (
    await call(sandbox, PATHS.aggregateQuery, {
      oid_partner: sandbox.options.oidPartner,
      sign_type: 'RSA',
      ...changes,
    })
  ).fields;

describe('one order', () => {
  it('is accepted again while it is unpaid, as the same transaction, and refused with 2007 when it is paid', async () => {
    const first = await place();
    expect(await place()).toMatchObject({ ret_code: '0000', oid_paybill: first['oid_paybill'] });
    await sandbox.pay('o-1');
    expect(await place()).toMatchObject({ ret_code: '2007', ret_msg: '交易已支付成功' });
  });

  it('can be paid again after a failure', async () => {
    const first = await place();
    await sandbox.fail('o-1');
    expect(sandbox.transaction('o-1').result_pay).toBe('FAILURE');
    expect(await place()).toMatchObject({ ret_code: '0000', oid_paybill: first['oid_paybill'] });
    expect(sandbox.transaction('o-1').result_pay).toBe('WAITING');
  });

  it('is not another order of its number on the same day: 1002', async () => {
    await place();
    expect(await place({ dt_order: '20260310120001' })).toMatchObject({
      ret_code: '1002',
      ret_msg: '第三方单号重复',
    });
    expect((await place({ money_order: '210.91' }))['ret_code']).toBe('1002');
  });

  it('is another order on another day', async () => {
    const first = await place();
    const second = await place({ dt_order: '20260311120000' });
    expect(second['ret_code']).toBe('0000');
    expect(second['oid_paybill']).not.toBe(first['oid_paybill']);
  });

  it('is closed when valid_order ran out: 2006', async () => {
    const apply = { ...orders.apply(sandbox, shop.url), no_order: 'o-2', valid_order: '10' };
    await call(sandbox, PATHS.apply, apply);
    await sandbox.clock.advance(10 * 60_000 - 1000);
    expect((await call(sandbox, PATHS.apply, apply)).fields['ret_code']).toBe('0000');
    await sandbox.clock.advance(1000);
    expect((await call(sandbox, PATHS.apply, apply)).fields).toMatchObject({
      ret_code: '2006',
      ret_msg: '交易已过期',
    });
    await expect(sandbox.pay('o-2')).rejects.toThrow('2006');
  });

  it('is open for seven days by default', async () => {
    await place();
    await sandbox.clock.advance(10080 * 60_000 - 1000);
    expect((await place())['ret_code']).toBe('0000');
    await sandbox.clock.advance(1000);
    expect((await place())['ret_code']).toBe('2006');
    expect(await query({ no_order: 'o-1' })).toMatchObject({ result_pay: 'FAILURE' });
  });

  it('belongs to its merchant', async () => {
    await place();
    await sandbox.pay('o-1');
    expect(sandbox.transaction('o-1', { oid_partner: sandbox.options.oidPartner }).result_pay).toBe(
      'SUCCESS',
    );
    expect(() => sandbox.transaction('o-1', { oid_partner: '201304121000001005' })).toThrow('no order o-1');
  });
});

describe('aggregate.query', () => {
  it('finds an order by its number, by number and time, and by LianLian’s number', async () => {
    const first = await place();
    const second = await place({ dt_order: '20260311120000' });
    expect(await query({ no_order: 'o-1' })).toMatchObject({ oid_paybill: second['oid_paybill'] });
    expect(await query({ no_order: 'o-1', dt_order: order['dt_order'] ?? '' })).toMatchObject({
      ret_code: '0000',
      oid_paybill: first['oid_paybill'],
      money_order: '210.90',
      result_pay: 'WAITING',
    });
    expect(await query({ oid_paybill: first['oid_paybill'] ?? '' })).toMatchObject({
      dt_order: order['dt_order'],
    });
  });

  it('answers 8901 without a signature where there is none', async () => {
    const missing = { ret_code: '8901', ret_msg: '没有记录' };
    expect(await query({ no_order: 'o-9' })).toEqual(missing);
    await place();
    expect(await query({ no_order: 'o-1', dt_order: '20260310120001' })).toEqual(missing);
  });

  it('tells success with its date, and signs all but the name of the bank', async () => {
    await place({ info_order: '备注' });
    await sandbox.pay('o-1', { bank_code: '01020000' });
    const response = await query({ no_order: 'o-1', query_version: '1.1' });
    expect(response).toMatchObject({
      result_pay: 'SUCCESS',
      settle_date: '20260310',
      info_order: '备注',
      pay_type: 'I',
      bank_code: '01020000',
      bank_name: '工商银行',
    });
    const { bank_name: _, ...covered } = response;
    expect(isSigned(covered, sandbox)).toBe(true);
  });

  it('tells failure without a date, and a whole refund as REFUND', async () => {
    await place();
    await sandbox.fail('o-1');
    const failed = await query({ no_order: 'o-1' });
    expect(failed['result_pay']).toBe('FAILURE');
    expect(failed).not.toHaveProperty('settle_date');
    await place();
    await sandbox.pay('o-1');
    await sandbox.refund('o-1', '0.90');
    expect((await query({ no_order: 'o-1' }))['result_pay']).toBe('SUCCESS');
    await sandbox.refund('o-1');
    expect((await query({ no_order: 'o-1' }))['result_pay']).toBe('REFUND');
  });
});

describe('easypay.query', () => {
  const easypayQuery = async (changes: Fields): Promise<Fields> =>
    (
      await call(sandbox, PATHS.easypayQuery, {
        oid_partner: sandbox.options.oidPartner,
        sign_type: 'RSA',
        dt_order: order['dt_order'] ?? '',
        ...changes,
      })
    ).fields;

  it('does without dt_order, and answers 5002 where there is nothing', async () => {
    expect(await easypayQuery({ no_order: 'o-9' })).toMatchObject({
      ret_code: '5002',
      ret_msg: '原始交易不存在',
    });
    expect(await easypayQuery({ no_order: 'o-9', dt_order: '' })).toMatchObject({ ret_code: '5002' });
  });

  it('leaves bank_name, memo and card_no out of its signature', async () => {
    await call(sandbox, PATHS.apply, orders.apply(sandbox, shop.url));
    await sandbox.pay('o-1', { bank_code: '01020000' });
    await call(sandbox, PATHS.apply, {
      ...orders.apply(sandbox, shop.url),
      no_order: 'o-2',
      card_no: TEST_CARDS.invalid,
    });
    const paid = await easypayQuery({ no_order: 'o-1', query_version: '1.1' });
    expect(paid).toMatchObject({ result_pay: 'SUCCESS', pay_type: 'M', bank_name: '工商银行' });
    const { bank_name, ...signedPart } = paid;
    expect(bank_name).toBe('工商银行');
    expect(isSigned(signedPart, sandbox)).toBe(true);
    expect(isSigned(paid, sandbox)).toBe(false);
    const { memo, ...signedFailure } = await easypayQuery({ no_order: 'o-2', query_version: '1.1' });
    expect(memo).toBe('无效卡号');
    expect(signedFailure['result_pay']).toBe('FAILURE');
    expect(isSigned(signedFailure, sandbox)).toBe(true);
  });

  it('tells the masked card, unsigned too', async () => {
    const { token = '' } = (await call(sandbox, PATHS.apply, orders.apply(sandbox, shop.url))).fields;
    await call(sandbox, PATHS.verify, {
      oid_partner: sandbox.options.oidPartner,
      sign_type: 'RSA',
      no_order: 'o-1',
      money_order: '210.90',
      token,
      verify_code: '123456',
    });
    const { card_no, ...signedPart } = await easypayQuery({ no_order: 'o-1' });
    expect(card_no).toBe('622202*********0000');
    expect(isSigned(signedPart, sandbox)).toBe(true);
    expect(signedPart).not.toHaveProperty('bank_name');
  });
});

describe('what a test asks for', () => {
  it('names the orders there are when one is unknown', async () => {
    expect(() => sandbox.transaction('o-7')).toThrow('the sandbox has no order o-7; it has none');
    await place();
    await expect(sandbox.pay('o-7')).rejects.toThrow(
      /no order o-7; it has o-1 \(\d{18}, 2026\d{10}, WAITING\)/,
    );
    await expect(sandbox.deliver('o-1')).rejects.toThrow('not paid');
  });

  it('keeps the requests with their secrets masked', async () => {
    await call(sandbox, PATHS.apply, orders.apply(sandbox, shop.url));
    const [request] = sandbox.requests;
    expect(request).toMatchObject({ api: 'easypay.apply', verified: true, ret_code: '0000' });
    expect(request?.fields).toMatchObject({ no_order: 'o-1', card_no: '***' });
    expect(request?.source).toMatch(/^acct_name=\*\*\*&api_version=1\.0&bind_mob=\*\*\*&/);
    expect(request?.response['token']).toBe('***');
    expect(JSON.stringify(sandbox.requests)).not.toMatch(/62220200|339005|13958069593|测试用户/);
  });

  it('keeps a bounded number of them', async () => {
    const small = await startSandbox({ keepRequests: 2 });
    for (const no_order of ['a', 'b', 'c'])
      await call(small, PATHS.direct, { ...orders.direct(small, shop.url), no_order });
    expect(small.requests.map(({ fields }) => fields['no_order'])).toEqual(['b', 'c']);
    await small.stop();
  });

  it('gives the same numbers for the same seed', async () => {
    const paybill = async (): Promise<string | undefined> => {
      const seeded = await startSandbox({ seed: 7, now: new Date('2026-03-10T04:00:00Z') });
      const { fields } = await call(seeded, PATHS.direct, orders.direct(seeded, shop.url));
      await seeded.stop();
      return fields['oid_paybill'];
    };
    expect([await paybill(), await paybill()]).toEqual(['2026031000000001', '2026031000000001']);
  });

  it('writes times in China', () => {
    expect(chinaTime(sandbox.clock.now())).toMatch(/^20260310120/);
    expect(order['dt_order']).toMatch(/^20260310120/);
  });
});
