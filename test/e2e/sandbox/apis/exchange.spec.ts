import { type ExchangeApplyResponse, type LianlianService, wholeSeconds } from 'nestjs-lianlian';
import { type LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import { afterEach, describe, expect, it } from 'vitest';

import { call, chinaTime, type Fields, isSigned, orders, PATHS, type ShopEnd } from '../support/merchant.js';
import { NestClient } from '../support/nest-client.js';

const CARD = '6217000000000000123';
const MINUTE_MS = 60_000;

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
  ...{ name_goods: '羽毛球', pay_type: 'M' as const, risk_item: { frms_ware_category: '1009' } },
  ...{ currency_order: 'USD' as const, money_order: '29.90', currency_settle: 'USD' as const },
  ...{ card_no: CARD, acct_name: '张三', bind_mob: '13958069593', ...more },
});

const codeOf = (no_order: string, { token = '' }: ExchangeApplyResponse) => ({
  ...{ user_id: 'u-1', no_order, token, verify_code: sandbox.smsCode(no_order) },
});

async function paid(no_order: string, more: object = {}) {
  return lianlian.exchange.verify(codeOf(no_order, await lianlian.exchange.apply(order(no_order, more))));
}

/** 29.90 dollars at 7.1. */
const SETTLED = {
  ...{ currency_settle: 'USD', money_settle: '29.90', currency_pay: 'CNY', money_pay: '212.29' },
  exchange_rate: '7.1000',
};

describe('a payment in dollars', () => {
  it('waits for its SMS code, is paid in yuan, settled in dollars, notified and found', async () => {
    await started({ amountStyle: 'padded' });
    const applied = await lianlian.exchange.apply(order('x-1', { info_order: '留言' }));
    expect(applied).toMatchObject({ state: 'sms-sent', ret_code: '0000', currency_order: 'USD' });
    expect(applied.money_pay).toBeUndefined();
    expect(await lianlian.exchange.query({ no_order: 'x-1' })).toMatchObject({ result_pay: 'WAITING' });
    const verified = await lianlian.exchange.verify(codeOf('x-1', applied));
    expect(verified).toMatchObject({ state: 'paid', money_order: '29.90', ...SETTLED, info_order: '留言' });
    await sandbox.delivered('x-1');
    const [{ fields } = { fields: {} }] = shop.received;
    const { no_agree } = verified;
    expect(fields).toMatchObject({
      ...{ no_order: 'x-1', currency_order: 'USD', money_order: '29.90', ...SETTLED },
      ...{ result_pay: 'SUCCESS', pay_type: 'M', bank_code: '01050000', no_agree },
    });
    expect(isSigned(fields, sandbox)).toBe(true);
    const query = await lianlian.exchange.query({ no_order: 'x-1' });
    expect(query).toMatchObject({ result_pay: 'SUCCESS', currency_order: 'USD', ...SETTLED, no_agree });
    expect(sandbox.transaction('x-1')).toMatchObject({ currency_order: 'USD', settlement: SETTLED });
  });

  it('is paid at once where the merchant has no SMS step, and by the panel', async () => {
    await started({ smsFlow: false });
    const response = await lianlian.exchange.apply(order('x-1'));
    expect(response).toMatchObject({ state: 'paid', result_pay: 'SUCCESS', ...SETTLED });
    await lianlian.exchange.apply(order('x-2', { card_no: TEST_CARDS.processing }));
    expect(await lianlian.exchange.query({ no_order: 'x-2' })).toMatchObject({ result_pay: 'PROCESSING' });
    expect(sandbox.transaction('x-2').settlement).toBeUndefined();
    await sandbox.pay('x-2');
    expect(await lianlian.exchange.query({ no_order: 'x-2' })).toMatchObject({ ...SETTLED });
    expect(shop.received.at(-1)?.fields).toMatchObject({ no_order: 'x-2', currency_order: 'USD' });
  });

  it('has a code that lives ten minutes; the same apply sends another', async () => {
    await started();
    const asked = order('x-1');
    const first = await lianlian.exchange.apply(asked);
    await sandbox.clock.advance(10 * MINUTE_MS - 1000);
    const second = await lianlian.exchange.apply(asked);
    expect(second.token).not.toBe(first.token);
    const withFirst = lianlian.exchange.verify(codeOf('x-1', first));
    await expect(withFirst).rejects.toMatchObject({ ret_code: '1000' });
    await sandbox.clock.advance(10 * MINUTE_MS);
    const tooLate = lianlian.exchange.verify(codeOf('x-1', second));
    await expect(tooLate).rejects.toMatchObject({ ret_code: '1000' });
    const third = await lianlian.exchange.apply(asked);
    await sandbox.clock.advance(10 * MINUTE_MS - 1000);
    expect(await lianlian.exchange.verify(codeOf('x-1', third))).toMatchObject({ state: 'paid' });
  });

  it('is another order in another currency, and another user’s code is none', async () => {
    await started();
    const asked = order('x-1');
    const applied = await lianlian.exchange.apply(asked);
    const euros = { ...asked, currency_order: 'EUR' as const, currency_settle: 'EUR' as const };
    await expect(lianlian.exchange.apply(euros)).rejects.toMatchObject({ ret_code: '1002' });
    expect(sandbox.requests.at(-1)?.explanation).toEqual({
      en: 'There is an order x-1 of 29.90 USD, and the request has 29.90 EUR. A second attempt has to name the same amount.',
      zh: '有订单 x-1，金额为 29.90 USD，请求里是 29.90 EUR。再次发送时金额须相同。',
    });
    const stranger = lianlian.exchange.verify({ ...codeOf('x-1', applied), user_id: 'u-2' });
    await expect(stranger).rejects.toMatchObject({ ret_code: '1000' });
  });

  it('is found by its own query alone, whatever else has its number', async () => {
    await started();
    await paid('x-1');
    const query = { no_order: 'x-1', dt_order: sandbox.transaction('x-1').dt_order };
    await expect(lianlian.easypayQuery.query(query)).rejects.toMatchObject({ ret_code: '5002' });
    await expect(lianlian.aggregateQuery.query(query)).rejects.toMatchObject({ ret_code: '8901' });
    await expect(lianlian.mpay.query(query)).rejects.toMatchObject({ ret_code: '5002' });
    await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order: 'yuan' });
    await expect(lianlian.exchange.query({ no_order: 'yuan' })).rejects.toMatchObject({ ret_code: '8901' });
  });
});

describe('the exchange', () => {
  it('rounds to fen, has a rate for each currency, and takes the sandbox’s options for it', async () => {
    await started({ smsFlow: false, exchangeRates: { JPY: '0.04815', GBP: '9' } });
    const yen = { currency_order: 'JPY' as const, currency_settle: 'JPY' as const, money_order: '501' };
    expect(await lianlian.exchange.apply(order('x-1', yen))).toMatchObject({
      ...{ money_order: '501.00', money_settle: '501.00', money_pay: '24.12', exchange_rate: '0.04815' },
    });
    const pounds = { currency_order: 'GBP' as const, currency_settle: 'GBP' as const };
    expect(await lianlian.exchange.apply(order('x-2', pounds))).toMatchObject({ money_pay: '269.10' });
    const yuan = { currency_order: 'CNY' as const, currency_settle: 'CNY' as const };
    expect(await lianlian.exchange.apply(order('x-3', yuan))).toMatchObject({
      ...{ money_pay: '29.90', money_settle: '29.90', exchange_rate: '1.0000' },
    });
  });

  it.each([{ USD: 7.1 }, { USD: '0' }, { XYZ: '1.0' }, { USD: '-7' }, '7.1'])(
    'refuses %j as rates',
    async (exchangeRates) => {
      await started();
      const start = NestClient.open({ exchangeRates: exchangeRates as Record<string, string> });
      await expect(start).rejects.toThrow('exchangeRates must be an object with rates as text');
    },
  );

  it('wants one currency for both, and the time in China', async () => {
    await started();
    const sent = orders.exchange(sandbox, shop.url);
    const differs = await call(sandbox, PATHS.exchangeApply, { ...sent, currency_settle: 'EUR' });
    expect(differs.fields['ret_msg']).toContain('currency_order,currency_settle');
    expect(sandbox.requests.at(-1)?.explanation?.en).toBe(
      'currency_order, currency_settle must have the same value.',
    );
    const time_stamp = chinaTime(new Date(sandbox.clock.now().getTime() - 31 * MINUTE_MS));
    const late = await call(sandbox, PATHS.exchangeApply, { ...sent, time_stamp });
    expect(late.fields['ret_msg']).toContain('time_stamp');
    const pounds = await call(sandbox, PATHS.exchangeApply, {
      ...{ ...sent, currency_order: 'CHF', currency_settle: 'CHF' },
    });
    expect(pounds.fields['ret_msg']).toContain('currency_order');
  });

  it('is misspelt as in LianLian’s samples where the option says so, and the module reads it', async () => {
    await started({ settlementSpelling: 'samples' });
    const verified = await paid('x-1');
    expect(verified).toMatchObject({ state: 'paid', money_settle: '29.90', currency_settle: 'USD' });
    const { response } = sandbox.expectRequest('exchange.verify');
    expect(response).toMatchObject({ money_sellte: '29.90', currency_sellte: 'USD' });
    expect(Object.keys(response)).not.toContain('money_settle');
    await sandbox.delivered('x-1');
    const [{ fields } = { fields: {} }] = shop.received;
    expect(fields).toMatchObject({ money_sellte: '29.9', currency_sellte: 'USD' });
    expect(isSigned(fields, sandbox)).toBe(true);
  });

  it('keeps the yuan of the balance apart', async () => {
    await started();
    await paid('x-1');
    await paid('x-2', { currency_order: 'CNY', currency_settle: 'CNY', money_order: '10.00' });
    expect(await lianlian.account.balance()).toMatchObject({ amt_unsettle: '10.0' });
  });
});

describe('a refund of it', () => {
  const refund = (no_refund: string, money_refund: string) => ({
    ...{ no_refund, dt_refund: wholeSeconds(), money_refund, no_order: 'x-1' },
    notify_url: shop.url,
  });

  it('is in its currency, at its rate, to its own amount, and at its own address alone', async () => {
    await started({ exchangeRates: { USD: '7.25' }, amountStyle: 'padded' });
    await paid('x-1');
    await expect(lianlian.refunds.apply(refund('r-0', '9.90'))).rejects.toMatchObject({ ret_code: '5002' });
    const { explanation } = sandbox.requests.at(-1) ?? {};
    expect(explanation?.en).toContain('The order x-1 is in USD, and refund.htm refunds orders in yuan alone');
    expect(explanation?.zh).toContain('币种为 USD');
    expect(sandbox.refunds('x-1')).toEqual([]);
    const abroad = { crossBorder: true };
    expect(await lianlian.refunds.apply(refund('r-1', '9.90'), abroad)).toMatchObject({
      ...{ state: 'succeeded', money_refund: '9.90', money_foreign_refund: '9.90', rate: '7.25' },
    });
    const more = lianlian.refunds.apply(refund('r-2', '20.01'), abroad);
    await expect(more).rejects.toMatchObject({ ret_code: '5007' });
    await lianlian.refunds.apply(refund('r-3', '20.00'), abroad);
    expect(await lianlian.exchange.query({ no_order: 'x-1' })).toMatchObject({ result_pay: 'REFUND' });
    expect(sandbox.transaction('x-1').history.map(({ detail }) => detail)).toContain('9.90 USD');
    await sandbox.idle();
    expect(shop.received.at(-1)?.fields).toMatchObject({ money_refund: '20.00', rate: '7.25' });
  });

  it('is made by the sandbox in its currency, too', async () => {
    await started();
    await paid('x-1');
    expect(await sandbox.refund('x-1', '0.90')).toMatchObject({
      money_foreign_refund: '0.90',
      rate: '7.1000',
    });
  });
});

describe('a notification in another currency', () => {
  const euros = (): Fields[] =>
    shop.received.map(({ fields }) => fields).filter(({ currency_order }) => currency_order === 'EUR');

  it('is validly signed, and everything else in it is right', async () => {
    await started();
    await paid('x-1');
    await sandbox.delivered('x-1');
    const attempt = await sandbox.deliver('x-1', { how: 'wrong-currency' });
    expect(attempt.how).toBe('wrong-currency');
    const [{ sign: _, ...sent } = {}] = euros();
    const { sign: __, ...notified } = sandbox.notification('x-1');
    expect(sent).toEqual({ ...notified, currency_order: 'EUR' });
    expect(isSigned(euros()[0] ?? {}, sandbox)).toBe(true);
  });

  it('acknowledges nothing, and strikes by a scenario and an amount, never refunds', async () => {
    await started();
    sandbox.scenario({ fault: 'wrong-currency' });
    await paid('x-1');
    await sandbox.idle();
    expect(euros()).toHaveLength(1);
    expect(() => {
      sandbox.expectDelivered('x-1');
    }).toThrow();
    sandbox.scenarios.clear();
    await sandbox.clock.advance(2 * MINUTE_MS);
    sandbox.expectDelivered('x-1');
    sandbox.scenario({ fault: 'wrong-currency' });
    await sandbox.refund('x-1', '1.00');
    expect(shop.received.at(-1)?.fields).toMatchObject({ money_refund: '1.0', sta_refund: '2' });
    expect(shop.received.at(-1)?.fields).not.toHaveProperty('currency_order');
    sandbox.scenarios.clear();
    await paid('x-2', { money_order: '44444.30' });
    await sandbox.idle();
    expect(euros()).toHaveLength(2);
    expect(() => sandbox.scenario({ fault: 'wrong-currency', kind: 'refund' })).toThrow(
      'kind must be payment, or left out, for the fault wrong-currency',
    );
  });

  it('names dollars where the order is in yuan', async () => {
    await started();
    await call(sandbox, PATHS.direct, orders.direct(sandbox, shop.url));
    await sandbox.pay('o-1');
    await sandbox.deliver('o-1', { how: 'wrong-currency' });
    expect(shop.received.map(({ fields }) => fields['currency_order'])).toEqual([undefined, 'USD']);
  });
});
