import { inspect } from 'node:util';

import { LianlianSignatureError, LianlianValidationError } from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { parseLianlianTime } from '../../../lib/common/time.js';
import { OID_PARTNER, testKeys } from '../../support/merchant.js';
import { type App, startLianlian } from './support/app.js';
import { type Gateway, startGateway } from './support/gateway.js';
import { isSignedByMerchant, signedResponse } from './support/lianlian-side.js';
import { USD_CARD, USD_SMS_STEP } from './support/samples.js';

const keys = testKeys();
let gateway: Gateway;
let app: App;

beforeAll(async () => {
  gateway = await startGateway();
  app = await startLianlian(keys, { gateway: gateway.url });
});
afterAll(async () => {
  await app.close();
  await gateway.stop();
});
beforeEach(() => {
  gateway.reset();
  respond({});
});

const ORDER = {
  ...{ no_order: 'order-1', dt_order: '20261121120000' },
  ...{ money_order: '49.95', currency_order: 'USD' },
};
const PAID = {
  ...{ result_pay: 'SUCCESS', settle_date: '20261121', pay_type: 'N', exchange_rate: '7.0000' },
  ...{ money_pay: '349.65', currency_pay: 'CNY' },
};

function respond(fields: Readonly<Record<string, string>>): void {
  const response = { oid_partner: OID_PARTNER, ret_code: '0000', ret_msg: '交易成功', ...fields };
  gateway.behave(() => signedResponse(response, keys.lianlian.privateKey));
}

async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => {
      throw new Error(`it did not fail: ${inspect(value)}`);
    },
    (error: unknown) => error,
  );
}

describe('an application', () => {
  it('has the time of the call, its version, and an amount of two decimals, and is signed', async () => {
    await app.lianlian.exchange.apply({ ...USD_CARD, money_order: '49.9' });
    const { path, fields } = gateway.received();
    expect(path).toBe('/exchange/v1/bankcardpayapply');
    expect(fields).toMatchObject({
      ...{ api_version: '1.0', oid_partner: OID_PARTNER, notify_url: 'https://shop.example/notify' },
      ...{ money_order: '49.90', currency_order: 'USD', currency_settle: 'USD', sign_type: 'RSA' },
    });
    const sentAt = parseLianlianTime(fields['time_stamp'] ?? '').getTime();
    expect(Math.abs(sentAt - Date.now())).toBeLessThan(60_000);
    expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
  });

  it.each([
    [{ token: 't-1' }, 'sms-sent'],
    [{ token: 't-1', result_pay: 'SUCCESS' }, 'paid'],
    [{ result_pay: 'SUCCESS' }, 'paid'],
    [{ result_pay: 'PROCESSING' }, 'processing'],
    [{}, 'processing'],
  ])('with the response %j is %s', async (fields, state) => {
    respond({ ...ORDER, ...fields });
    expect((await app.lianlian.exchange.apply(USD_CARD)).state).toBe(state);
  });

  it.each([
    ['JPY', '500', '500.00'],
    ['JPY', '500.00', '500.00'],
    ['USD', '0.5', '0.50'],
    ['CNY', '7', '7.00'],
  ] as const)('in %s over %s is sent as %s', async (currency, money_order, sent) => {
    await app.lianlian.exchange.apply({
      ...{ ...USD_CARD, money_order },
      ...{ currency_order: currency, currency_settle: currency },
    });
    expect(gateway.received().fields['money_order']).toBe(sent);
  });

  it.each([
    [
      'a fraction of a yen',
      { currency_order: 'JPY', currency_settle: 'JPY', money_order: '500.50' },
      'money_order',
      'wholeAmount',
    ],
    ['a part of a cent', { money_order: '0.005' }, 'money_order', 'amount'],
    ['a number', { money_order: 49.95 }, 'money_order', 'amount'],
    ['nothing', { money_order: '0.00' }, 'money_order', 'amountRange'],
    ['another currency of the settlement', { currency_settle: 'CNY' }, 'currency_settle', 'sameAs'],
    ['no currency', { currency_order: undefined, currency_settle: 'USD' }, 'currency_order', 'required'],
    [
      'a currency that LianLian does not take',
      { currency_order: 'RUB', currency_settle: 'RUB' },
      'currency_order',
      'choice',
    ],
    [
      'no phone, although a bound card pays',
      { no_agree: 'a-1', bind_mob: undefined },
      'bind_mob',
      'required',
    ],
    ['an expiry without a security code', { no_agree: 'a-1', cvv2: undefined }, 'vali_date', 'together'],
  ])('over %s is refused before it is sent', async (_what, changes, property, rule) => {
    const error = await failure(app.lianlian.exchange.apply({ ...USD_CARD, ...changes } as never));
    if (!(error instanceof LianlianValidationError)) throw new Error(`not refused: ${inspect(error)}`);
    expect(error.violations).toContainEqual(expect.objectContaining({ property, rule }));
    expect(error.message).toContain(property);
    expect(gateway.requests).toEqual([]);
  });

  it('with a bound card leaves out what LianLian ignores beside it', async () => {
    await app.lianlian.exchange.apply({ ...USD_CARD, no_agree: '2016092710100001' });
    const { fields, body } = gateway.received();
    expect(fields).toMatchObject({ no_agree: '2016092710100001', bind_mob: USD_CARD.bind_mob });
    for (const name of ['card_no', 'acct_name', 'id_type', 'id_no']) expect(fields).not.toHaveProperty(name);
    for (const secret of [USD_CARD.card_no, USD_CARD.id_no]) expect(body).not.toContain(secret);
    expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
  });

  it.each([
    ['another currency', { currency_order: 'CNY' }, 'currency_order'],
    ['another currency, though the number is the same', { currency_order: 'JPY' }, 'currency_order'],
    ['another amount', { money_order: '49.94' }, 'money_order'],
    ['a settlement in another currency', { currency_settle: 'CNY' }, 'currency_settle'],
  ])('is not taken for paid by a genuine response with %s', async (_what, changes, name) => {
    respond({ ...ORDER, ...PAID, ...changes });
    const error = await failure(app.lianlian.exchange.apply(USD_CARD));
    expect(error).toBeInstanceOf(LianlianSignatureError);
    expect(error).toMatchObject({ outcome: 'unknown' });
    expect((error as Error).message).toContain(`its ${name} is not that of the request`);
    expect(gateway.requests).toHaveLength(1);
  });
});

/** The three calls that tell of the settlement. */
const TELL = [
  ['apply', () => app.lianlian.exchange.apply(USD_CARD)],
  ['verify', () => app.lianlian.exchange.verify(USD_SMS_STEP)],
  ['query', () => app.lianlian.exchange.query({ no_order: 'order-1' })],
] as const;

describe.each(TELL)('the settlement in the response to %s', (_name, call) => {
  it.each([
    ['as the tables name it', { money_settle: '49.50', currency_settle: 'USD' }],
    ['misspelt', { money_sellte: '49.50', currency_sellte: 'USD' }],
    [
      'under both names',
      { ...{ money_settle: '49.50', currency_settle: 'USD' }, money_sellte: '1.00', currency_sellte: 'CNY' },
    ],
    ['half misspelt', { money_sellte: '49.50', currency_settle: 'USD' }],
  ])('is verified as it came, and read by its proper name: %s', async (_how, settlement) => {
    respond({ ...ORDER, ...PAID, ...settlement });
    const response = { ...(await call()) };
    expect(response).toMatchObject({ ...ORDER, ...PAID, money_settle: '49.50', currency_settle: 'USD' });
    expect(Object.keys(response).filter((name) => name.includes('sellte'))).toEqual([]);
  });

  it('is refused where one of the misspelt names was altered on its way', async () => {
    const response = { oid_partner: OID_PARTNER, ret_code: '0000', ...ORDER, money_sellte: '49.50' };
    gateway.behave(() => signedResponse(response, keys.lianlian.privateKey).replace('49.50', '99.50'));
    expect(await failure(call())).toBeInstanceOf(LianlianSignatureError);
    gateway.behave(() =>
      signedResponse(response, keys.lianlian.privateKey).replace('money_sellte', 'money_settle'),
    );
    expect(await failure(call())).toBeInstanceOf(LianlianSignatureError);
  });
});

describe('the second step', () => {
  it('has a time and a version of its own', async () => {
    respond({ ...ORDER, ...PAID });
    const { state, exchange_rate } = await app.lianlian.exchange.verify(USD_SMS_STEP);
    expect([state, exchange_rate]).toEqual(['paid', '7.0000']);
    const { path, fields } = gateway.received();
    expect(path).toBe('/exchange/v1/bankcardpayverify');
    expect(fields).toMatchObject({ ...USD_SMS_STEP, api_version: '1.0' });
    expect(fields['time_stamp']).toMatch(/^\d{14}$/);
  });

  it.each([{}, { result_pay: 'PROCESSING' }, { settle_date: '20261121' }])(
    'with %j is not paid',
    async (fields) => {
      respond({ ...ORDER, ...fields });
      expect((await app.lianlian.exchange.verify(USD_SMS_STEP)).state).toBe('processing');
    },
  );
});

it('a query names the order by its number alone', async () => {
  respond({ ...ORDER, ...PAID });
  await app.lianlian.exchange.query({ no_order: 'order-1' });
  expect(Object.keys(gateway.received().fields).toSorted()).toEqual([
    ...['no_order', 'oid_partner', 'sign', 'sign_type'],
  ]);
  expect(gateway.received().path).toBe('/exchangeorderquery.htm');
});
