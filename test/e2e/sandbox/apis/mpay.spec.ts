import { type LianlianService, wholeSeconds } from 'nestjs-lianlian';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterEach, describe, expect, it } from 'vitest';

import { call, isSigned, orders, PATHS, type ShopEnd } from '../support/merchant.js';
import { NestClient } from '../support/nest-client.js';

const CARD = '6217000000000000123';
const PERSON = {
  acct_name: '张三',
  bind_mob: '13958069593',
  id_type: '0',
  id_no: '339005198901194918',
} as const;
const RISK = { frms_ware_category: '1009' };

let client: NestClient;
let sandbox: LianlianSandbox;
let shop: ShopEnd;
let lianlian: LianlianService;

afterEach(() => client.close());

async function started(options: Parameters<typeof NestClient.open>[0] = {}): Promise<void> {
  client = await NestClient.open(options);
  ({ sandbox, shop, lianlian } = client);
}

const order = (no_order: string, more: object = {}) => ({
  ...{ user_id: 'u-1', no_order, dt_order: wholeSeconds(), busi_partner: '109001' as const },
  ...{ name_goods: '羽毛球', money_order: '210.90', pay_type: '2' as const, risk_item: RISK },
  ...{ card_no: CARD, ...PERSON, ...more },
});
const verify = (no_order: string, token = '', more: object = {}) => ({
  ...{ no_order, token, money_order: '210.90', verify_code: sandbox.smsCode(no_order), ...more },
});

describe('mpay payments', () => {
  it('are encrypted, wait for their SMS code with 8888, and are paid, notified and found', async () => {
    await started();
    const asked = order('m-1', { info_order: '留言' });
    const applied = await lianlian.mpay.apply(asked);
    expect(applied).toMatchObject({ state: 'sms-sent', ret_code: '8888' });
    expect(applied.result_pay).toBeUndefined();
    sandbox.expectRequest('mpay.apply', { no_order: 'm-1', card_no: '***', id_no: '***' });
    sandbox.expectNotPaid('m-1');
    const paid = await lianlian.mpay.verify(verify('m-1', applied.token));
    expect(paid).toMatchObject({ state: 'paid', result_pay: 'SUCCESS', info_order: '留言' });
    await sandbox.delivered('m-1');
    expect(shop.received.map(({ fields }) => fields)).toEqual([
      expect.objectContaining({
        no_order: 'm-1',
        pay_type: '2',
        bank_code: '01050000',
        money_order: '210.9',
      }),
    ]);
    expect(shop.received[0]?.fields['no_agree']).toBe(paid.no_agree);
    expect(isSigned(shop.received[0]?.fields ?? {}, sandbox)).toBe(true);
    const query = { no_order: 'm-1', dt_order: asked.dt_order };
    expect(await lianlian.mpay.query(query)).toMatchObject({ result_pay: 'SUCCESS', pay_type: '2' });
  });

  it('are paid at once where the merchant has no SMS step, by a bound card too', async () => {
    await started({ smsFlow: false });
    const paid = await lianlian.mpay.apply(order('m-1', { pay_type: 'P' }));
    expect(paid).toMatchObject({ state: 'paid', ret_code: '0000', result_pay: 'SUCCESS' });
    expect(paid.settle_date).toMatch(/^\d{8}$/);
    await sandbox.delivered('m-1');
    expect(shop.received[0]?.fields['pay_type']).toBe('P');
    const { no_agree = '' } = paid;
    const again = { ...order('m-2', { pay_type: 'P', no_agree }), card_no: undefined };
    expect(await lianlian.mpay.apply(again)).toMatchObject({ state: 'paid', no_agree });
  });

  it('have tokens for one try: a wrong code takes another apply', async () => {
    await started();
    const asked = order('m-1');
    const { token } = await lianlian.mpay.apply(asked);
    const wrong = lianlian.mpay.verify(verify('m-1', token, { verify_code: '000000' }));
    await expect(wrong).rejects.toMatchObject({ ret_code: '1900' });
    await expect(lianlian.mpay.verify(verify('m-1', token))).rejects.toMatchObject({ ret_code: '1000' });
    sandbox.expectNotPaid('m-1');
    const again = await lianlian.mpay.apply(asked);
    expect(again.token).not.toBe(token);
    expect(await lianlian.mpay.verify(verify('m-1', again.token))).toMatchObject({ state: 'paid' });
  });

  it('use a token up by a right code, and by another amount', async () => {
    await started();
    const { token } = await lianlian.mpay.apply(order('m-1'));
    const dearer = lianlian.mpay.verify(verify('m-1', token, { money_order: '210.91' }));
    await expect(dearer).rejects.toMatchObject({ ret_code: '7017' });
    await expect(lianlian.mpay.verify(verify('m-1', token))).rejects.toMatchObject({ ret_code: '1000' });
  });

  it.each(['scenario', 'magic amount'])('are not proven by a 0000 without result_pay (%s)', async (how) => {
    await started();
    const money_order = how === 'scenario' ? '210.90' : '44444.12';
    if (how === 'scenario') sandbox.scenario({ fault: 'no-result', api: 'mpay.verify' });
    const { token } = await lianlian.mpay.apply(order('m-1', { money_order }));
    const response = await lianlian.mpay.verify(verify('m-1', token, { money_order }));
    expect(response).toMatchObject({ state: 'processing', ret_code: '0000' });
    expect(response.settle_date).toMatch(/^\d{8}$/);
    expect(response.result_pay).toBeUndefined();
    expect(await lianlian.mpay.query({ no_order: 'm-1' })).toMatchObject({ result_pay: 'SUCCESS' });
  });

  it('are none to other products: their tokens stay apart', async () => {
    await started();
    const { token = '' } = await lianlian.mpay.apply(order('m-1'));
    const elsewhere = await call(sandbox, PATHS.verify, {
      ...{ oid_partner: sandbox.options.oidPartner, sign_type: 'RSA', no_order: 'm-1', token },
      ...{ money_order: '210.90', verify_code: sandbox.smsCode('m-1') },
    });
    expect(elsewhere.fields['ret_code']).toBe('1000');
    expect(await lianlian.mpay.verify(verify('m-1', token))).toMatchObject({ state: 'paid' });
  });
});

describe('mpay cards', () => {
  it.each(['2', '3', 'P'] as const)('are bound as %s, listed there, and pay', async (pay_type) => {
    await started();
    const bind = { user_id: 'u-1', pay_type, card_no: CARD, ...PERSON, risk_item: RISK };
    const applied = await lianlian.mpay.bindApply(bind);
    expect(applied).toMatchObject({ state: 'sms-sent', ret_code: '8888', user_id: 'u-1' });
    const { token = '' } = applied;
    const answered = { user_id: 'u-1', token, verify_code: '123456' };
    await expect(lianlian.cards.bindVerify(answered)).rejects.toMatchObject({ ret_code: '1000' });
    const { no_agree = '', card_no } = await lianlian.mpay.bindVerify(answered);
    expect(card_no).toBe('0123');
    const { agreement_list } = await lianlian.cards.list({ user_id: 'u-1', pay_type, offset: 0 });
    expect(agreement_list).toEqual([expect.objectContaining({ no_agree, card_no: '0123' })]);
    await expect(lianlian.cards.list({ user_id: 'u-1', pay_type: 'M', offset: 0 })).rejects.toMatchObject({
      ret_code: '3011',
    });
    await expect(lianlian.mpay.bindApply(bind)).rejects.toMatchObject({ ret_code: '9913' });
    const asked = { ...order('m-1', { pay_type, no_agree }), card_no: undefined };
    const sent = await lianlian.mpay.apply(asked);
    expect(await lianlian.mpay.verify(verify('m-1', sent.token))).toMatchObject({ state: 'paid', no_agree });
  });
});

describe('/orderquery.htm', () => {
  const base = () => ({ oid_partner: sandbox.options.oidPartner, sign_type: 'RSA' });

  it('is the query of the product that the order was placed with', async () => {
    await started();
    await lianlian.mpay.apply(order('m-1'));
    await call(sandbox, PATHS.apply, { ...orders.apply(sandbox, shop.url), no_order: 'e-1' });
    for (const no_order of ['m-1', 'e-1']) {
      const { fields } = await call(sandbox, PATHS.easypayQuery, { ...base(), no_order });
      expect(fields).toMatchObject({ ret_code: '0000', no_order, result_pay: 'WAITING' });
    }
    const { oid_paybill } = sandbox.transaction('m-1');
    await call(sandbox, PATHS.easypayQuery, { ...base(), no_order: '', oid_paybill });
    const asked = sandbox.requests.slice(-3).map(({ api }) => api);
    expect(asked).toEqual(['mpay.query', 'easypay.query', 'mpay.query']);
  });

  it('says 5002 of an order that nobody placed, and 1012 of what cannot be read, as before', async () => {
    await started();
    expect((await call(sandbox, PATHS.easypayQuery, { ...base(), no_order: 'o-9' })).fields).toMatchObject({
      ret_code: '5002',
    });
    const response = await fetch(sandbox.url + PATHS.easypayQuery, { method: 'POST', body: '{' });
    expect(await response.json()).toMatchObject({ ret_code: '1012' });
    expect(sandbox.requests.map(({ api }) => api)).toEqual(['easypay.query', 'easypay.query']);
  });
});
