import {
  LianlianApiError,
  type LianlianService,
  LianlianSignatureError,
  LianlianValidationError,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { testKeys } from '../../support/merchant.js';
import { type App, startLianlian } from './support/app.js';
import { type Gateway, startGateway } from './support/gateway.js';
import { signedResponse } from './support/lianlian-side.js';
import { MPAY_BIND, MPAY_CARD, MPAY_SMS_STEP, USD_CARD, USD_SMS_STEP } from './support/samples.js';

/** Responses that LianLian really signed, to somebody else's question. */

const keys = testKeys();
let gateway: Gateway;
let app: App;

beforeAll(async () => {
  gateway = await startGateway();
  app = await startLianlian(keys, {
    gateway: gateway.url,
    notifyUrl: 'https://shop.example/notify',
    payoutNotifyUrl: 'https://shop.example/payout-notify',
  });
});
afterAll(async () => {
  await app.close();
  await gateway.stop();
});
beforeEach(() => {
  gateway.reset();
});

const order = { no_order: 'order-1', dt_order: '20261121120000', oid_paybill: '2026112100000001' };
const hold = { ...order, pay_type: 'F', user_id: 'u-1', money_order: '30.00' } as const;
const refund = { no_refund: 'refund-1', dt_refund: '20261121130000' };
const CARD_NO = '6222021001116245702';
const payout = {
  flag_card: 'personal',
  ...{ no_order: 'payout-1', dt_order: '20261121120000', money_order: '49.95' },
  ...{ card_no: CARD_NO, acct_name: '张三丰', info_order: '8月运费', memo: '运费' },
} as const;

type Call = (lianlian: LianlianService) => Promise<unknown>;

/** What is asked, and what the response says of it: each field by itself names something else once. */
const CALLS: readonly (readonly [
  name: string,
  call: Call,
  response: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>>,
])[] = [
  [
    'aggregateQuery.query',
    (lianlian) => lianlian.aggregateQuery.query(order),
    { ...order, result_pay: 'SUCCESS' },
    { no_order: 'order-2', dt_order: '20261121120001', oid_paybill: '2026112100000002' },
  ],
  [
    'easypayQuery.query',
    (lianlian) => lianlian.easypayQuery.query(order),
    { ...order, result_pay: 'SUCCESS' },
    { no_order: 'order-2', dt_order: '20261121120001', oid_paybill: '2026112100000002' },
  ],
  [
    'preauth.query',
    (lianlian) => lianlian.preauth.query({ ...order, pay_type: 'F' }),
    { ...order, ret_code: 'PR07', money_order: '300.0' },
    { no_order: 'order-2', dt_order: '20261121120001', oid_paybill: '2026112100000002' },
  ],
  [
    'preauth.capture',
    (lianlian) => lianlian.preauth.capture(hold),
    { ...order, user_id: 'u-1', money_order: '30.0' },
    {
      no_order: 'order-2',
      dt_order: '20261121120001',
      oid_paybill: '2',
      user_id: 'u-2',
      money_order: '300.00',
    },
  ],
  [
    'preauth.cancel',
    (lianlian) => lianlian.preauth.cancel(hold),
    { ...order, user_id: 'u-1' },
    { no_order: 'order-2', dt_order: '20261121120001', oid_paybill: '2', user_id: 'u-2' },
  ],
  [
    'refunds.apply',
    (lianlian) => lianlian.refunds.apply({ ...refund, money_refund: '9.95', no_order: 'order-1' }),
    { ...refund, money_refund: '9.950', sta_refund: '2' },
    { no_refund: 'refund-2', dt_refund: '20261121130001', money_refund: '9.94' },
  ],
  [
    'refunds.query',
    (lianlian) => lianlian.refunds.query({ ...refund, oid_refundno: '2026112100000900' }),
    { ...refund, oid_refundno: '2026112100000900', money_refund: '9.95', sta_refund: '2' },
    { no_refund: 'refund-2', dt_refund: '20261121130001', oid_refundno: '2026112100000901' },
  ],
  [
    'refunds.query with the amount',
    (lianlian) => lianlian.refunds.query(refund, { money_refund: '9.95' }),
    { ...refund, money_refund: '9.9500', sta_refund: '2' },
    { no_refund: 'refund-2', dt_refund: '20261121130001', money_refund: '20.00' },
  ],
  [
    'cards.list',
    (lianlian) => lianlian.cards.list({ user_id: 'u-1', pay_type: 'M', offset: '0' }),
    { user_id: 'u-1', count: '0' },
    { user_id: 'u-2' },
  ],
  [
    'cards.bin by the last 4 digits',
    (lianlian) => lianlian.cards.bin({ card_no: CARD_NO }),
    { card_no: '5702', bank_code: '01020000', card_type: '2' },
    { card_no: '5703' },
  ],
  [
    'cards.bin by the whole number',
    (lianlian) => lianlian.cards.bin({ card_no: CARD_NO }),
    { card_no: CARD_NO, bank_code: '01020000', card_type: '2' },
    { card_no: '6222021001116245703' },
  ],
  [
    'payouts.apply',
    (lianlian) => lianlian.payouts.apply(payout),
    { no_order: 'payout-1', oid_paybill: '2026112100000003' },
    { no_order: 'payout-2' },
  ],
  [
    'payouts.confirm',
    (lianlian) => lianlian.payouts.confirm({ no_order: 'payout-1', confirm_code: '615937' }),
    { no_order: 'payout-1', oid_paybill: '2026112100000003' },
    { no_order: 'payout-2' },
  ],
  [
    'payouts.query with the amount',
    (lianlian) => lianlian.payouts.query({ no_order: 'payout-1' }, { money_order: '49.95' }),
    { no_order: 'payout-1', money_order: '49.950', result_pay: 'FAILURE' },
    { no_order: 'payout-2', money_order: '49.96' },
  ],
  [
    'mpay.bindApply',
    (lianlian) => lianlian.mpay.bindApply({ ...MPAY_BIND, no_order: 'order-1' }),
    { ret_code: '8888', user_id: 'u-1', no_order: 'order-1' },
    { user_id: 'u-2', no_order: 'order-2' },
  ],
  [
    'mpay.bindVerify',
    (lianlian) => lianlian.mpay.bindVerify({ user_id: 'u-1', token: 't', verify_code: '804317' }),
    { user_id: 'u-1', card_no: '5702' },
    { user_id: 'u-2' },
  ],
  [
    'mpay.apply',
    (lianlian) => lianlian.mpay.apply(MPAY_CARD),
    { no_order: 'order-1', dt_order: '20261121120000', money_order: '49.950' },
    { no_order: 'order-2', dt_order: '20261121120001', money_order: '49.94' },
  ],
  [
    'mpay.verify',
    (lianlian) => lianlian.mpay.verify(MPAY_SMS_STEP),
    { no_order: 'order-1', money_order: '49.950' },
    { no_order: 'order-2', money_order: '49.94' },
  ],
  [
    'mpay.query',
    (lianlian) => lianlian.mpay.query(order),
    { ...order, result_pay: 'SUCCESS' },
    { no_order: 'order-2', dt_order: '20261121120001', oid_paybill: '2026112100000002' },
  ],
  [
    'exchange.apply',
    (lianlian) => lianlian.exchange.apply(USD_CARD),
    { no_order: 'order-1', dt_order: '20261121120000', money_order: '49.950', currency_order: 'USD' },
    { no_order: 'order-2', dt_order: '20261121120001', money_order: '49.94', currency_order: 'CNY' },
  ],
  [
    'exchange.verify',
    (lianlian) => lianlian.exchange.verify(USD_SMS_STEP),
    { no_order: 'order-1' },
    { no_order: 'order-2' },
  ],
  [
    'exchange.query',
    (lianlian) => lianlian.exchange.query({ no_order: 'order-1', oid_paybill: '2026112100000001' }),
    { ...order, result_pay: 'SUCCESS', currency_order: 'USD' },
    { no_order: 'order-2', oid_paybill: '2026112100000002' },
  ],
];

const signed = (fields: Readonly<Record<string, string>>): string =>
  signedResponse({ ret_code: '0000', ret_msg: '交易成功', ...fields }, keys.lianlian.privateKey);

it.each(['aggregate', 'easypay'] as const)(
  'queries.find takes no response of %s that names neither the order nor its transaction',
  async (product) => {
    const { no_order, dt_order } = order;
    for (const more of [{}, { no_order: ' ' }, { oid_paybill: order.oid_paybill }]) {
      gateway.behave(() => signed({ result_pay: 'SUCCESS', pay_type: 'D', money_order: '1.00', ...more }));
      const error: unknown = await app.lianlian.queries
        .find({ product, no_order, dt_order })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(LianlianSignatureError);
      expect(error).toMatchObject({ outcome: 'unknown' });
      expect((error as Error).message).toContain(no_order);
    }
    gateway.behave(() => signed({ result_pay: 'SUCCESS', pay_type: 'D', oid_paybill: order.oid_paybill }));
    expect(await app.lianlian.queries.find({ product, ...order })).toMatchObject({ state: 'paid' });
  },
);

describe.each(CALLS)('%s', (_name, call, response, others) => {
  it('takes the response about what was asked', async () => {
    gateway.behave(() => signed(response));
    expect({ ...((await call(app.lianlian)) as object) }).toMatchObject(response);
  });

  it.each(Object.entries(others))('refuses a genuine response with another %s: %s', async (field, other) => {
    gateway.behave(() => signed({ ...response, [field]: other }));
    const error: unknown = await call(app.lianlian).catch((reason: unknown) => reason);
    if (!(error instanceof LianlianSignatureError)) throw new Error(`${field} was not compared`);
    expect(error.outcome).toBe('unknown');
    expect(error.message).toContain(`the response is genuine, but its ${field} is not that of the request`);
    expect(error.message).not.toContain(other);
  });

  it.each(Object.entries(others))(
    'calls nothing failed by a refusal with another %s: %s',
    async (field, other) => {
      const refusal = { ret_code: '1004', ret_msg: '商户请求参数错误', [field]: other };
      for (const body of [JSON.stringify(refusal), signed(refusal)]) {
        gateway.behave(() => body);
        const error: unknown = await call(app.lianlian).catch((reason: unknown) => reason);
        if (!(error instanceof LianlianApiError)) throw new Error('it was not refused');
        expect(error).toMatchObject({ ret_code: '1004', outcome: 'unknown' });
        expect(['query-first', 'retry-later']).toContain(error.advice);
        expect(error.message).toContain(`Its ${field} is not that of the request`);
        expect(error.message).not.toContain('Nothing was done');
        expect(error.message).not.toContain(other);
      }
    },
  );

  it('takes one that leaves something out', async () => {
    const { ret_code = '0000' } = response;
    gateway.behave(() => signed({ ret_code }));
    expect(await call(app.lianlian)).toMatchObject({ ret_code });
  });
});

it('a genuine success that names no refund ends none', async () => {
  const { lianlian } = app;
  gateway.behave(() => signed({ sta_refund: '2', settle_date: '20261121', money_refund: '9.95' }));
  const queried = await lianlian.refunds.query(refund, { money_refund: '9.95' });
  const applied = await lianlian.refunds.apply({ ...refund, money_refund: '9.95', no_order: 'order-1' });
  expect([queried.state, applied.state]).toEqual(['processing', 'processing']);
  gateway.behave(() => signed({ ...refund, sta_refund: '2' }));
  expect((await lianlian.refunds.query(refund)).state).toBe('succeeded');
});

describe('what a refund is expected to give back', () => {
  it.each<[string, unknown, string]>([
    ['null', { money_refund: null }, 'money_refund must be decimal text'],
    ['an empty text', { money_refund: '' }, 'money_refund must be decimal text'],
    ['a number', { money_refund: 9.95 }, 'fenToYuan'],
    ['a misspelt name', { moneyRefund: '9.95' }, 'did you mean money_refund?'],
    ['null for all options', null, 'options must be an object'],
  ])('is never passed over: %s', async (_what, options, sentence) => {
    const call = app.lianlian.refunds.query(refund, options as { money_refund: string });
    const error: unknown = await call.catch((reason: unknown) => reason);
    if (!(error instanceof LianlianValidationError)) throw new Error('it was passed over');
    expect(error.message).toContain(sentence);
    expect(gateway.requests).toEqual([]);
  });
});
