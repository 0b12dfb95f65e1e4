import { inspect } from 'node:util';

import { LianlianApiError, LianlianSignatureError, LianlianValidationError } from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { leaksIn } from '../../support/leaks.js';
import { OID_PARTNER, testKeys } from '../../support/merchant.js';
import { type App, startLianlian } from './support/app.js';
import { type Gateway, startGateway } from './support/gateway.js';
import { isSignedByMerchant, signedResponse, type SignTypeName } from './support/lianlian-side.js';
import { openEnvelope } from './support/open-envelope.js';
import { MPAY_BIND, MPAY_CARD, MPAY_SMS_STEP } from './support/samples.js';

const keys = testKeys();
let gateway: Gateway;
let app: App;
let modern: App;

beforeAll(async () => {
  gateway = await startGateway();
  [app, modern] = await Promise.all([
    startLianlian(keys, { gateway: gateway.url }),
    startLianlian(keys, { gateway: gateway.url, signType: 'SHA256withRSA' }),
  ]);
});
afterAll(async () => {
  await Promise.all([app.close(), modern.close()]);
  await gateway.stop();
});
beforeEach(() => {
  gateway.reset();
});

const APPLIED = { no_order: 'order-1', dt_order: '20261121120000', money_order: '49.95' };
const TOKEN = 'ce40a0c2e72964cc25e1dcd4e47e62c1';

function respond(fields: Readonly<Record<string, string>>, signType: SignTypeName = 'RSA'): void {
  const response = { oid_partner: OID_PARTNER, ret_msg: '交易成功', ...fields };
  gateway.behave(() => signedResponse(response, keys.lianlian.privateKey, { signType }));
}

/** The request inside the envelope, beside which nothing but the merchant travels. */
function opened(): Record<string, string> {
  const { fields } = gateway.received();
  expect(Object.keys(fields)).toEqual(['oid_partner', 'pay_load']);
  expect(fields['oid_partner']).toBe(OID_PARTNER);
  return JSON.parse(openEnvelope(fields['pay_load'] ?? '', keys.lianlian.privateKey)) as Record<
    string,
    string
  >;
}

/** The secrets of a request that stand in what was posted, as they are or in base64. */
function readable(secrets: Readonly<Record<string, string | undefined>>): string[] {
  const { body } = gateway.received();
  return Object.entries(secrets).flatMap(([name, secret = '']) => {
    // Of a few characters, the base64 may be in any other.
    const encoded = secret.length < 6 ? secret : Buffer.from(secret).toString('base64');
    return leaksIn(body, { [name]: secret, [`${name} in base64`]: encoded });
  });
}

async function refusal(call: Promise<unknown>): Promise<LianlianValidationError> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (error instanceof LianlianValidationError) return error;
  throw new Error(`a LianlianValidationError was expected, not ${inspect(error)}`);
}

describe('a card that is bound', () => {
  it('travels encrypted, signed inside, and asks for the code of the payer', async () => {
    respond({ ret_code: '8888', user_id: 'u-1', token: TOKEN });
    const response = await app.lianlian.mpay.bindApply(MPAY_BIND);
    expect({ ...response }).toMatchObject({ ret_code: '8888', state: 'sms-sent', token: TOKEN });
    expect(inspect(response)).not.toContain(TOKEN);
    expect(gateway.received().path).toBe('/v1/bankcardbind');
    const { sign = '', ...fields } = opened();
    expect(fields).toEqual({
      ...MPAY_BIND,
      ...{ risk_item: '{"frms_ware_category":"1009"}', api_version: '2.1' },
      ...{ sign_type: 'RSA', oid_partner: OID_PARTNER },
    });
    expect(isSignedByMerchant({ ...fields, sign }, keys.merchant.publicKey)).toBe(true);
    const { card_no, acct_name, id_no } = MPAY_BIND;
    expect(readable({ card_no, acct_name, id_no, sign })).toEqual([]);
  });

  it('has no notify_url of the payments, whose route does not know what is posted there', async () => {
    respond({ ret_code: '8888', user_id: 'u-1', token: TOKEN });
    await app.lianlian.mpay.bindApply(MPAY_BIND);
    expect(opened()).not.toHaveProperty('notify_url');
  });

  it('is verified in clear, and brings the token of the card', async () => {
    respond({
      ret_code: '0000',
      user_id: 'u-1',
      card_no: '6222021001116245702',
      no_agree: '2026112100000001',
    });
    const request = { user_id: 'u-1', token: TOKEN, verify_code: '804317' };
    const response = await app.lianlian.mpay.bindVerify(request);
    expect(response.no_agree).toBe('2026112100000001');
    expect(inspect(response)).not.toMatch(/2026112100000001|6222021001116245702/);
    const { path, fields } = gateway.received();
    expect(path).toBe('/v1/bankcardbindverfy');
    expect(fields).toMatchObject({ ...request, oid_partner: OID_PARTNER });
    expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
  });
});

describe('an application', () => {
  it('travels encrypted, signed inside', async () => {
    respond({ ret_code: '8888', ...APPLIED, token: TOKEN });
    await app.lianlian.mpay.apply(MPAY_CARD);
    expect(gateway.received().path).toBe('/v1/bankcardprepay');
    const { sign = '', ...fields } = opened();
    expect(fields).toEqual({
      ...MPAY_CARD,
      risk_item: JSON.stringify(MPAY_CARD.risk_item),
      notify_url: 'https://shop.example/notify',
      ...{ sign_type: 'RSA', oid_partner: OID_PARTNER },
    });
    expect(isSignedByMerchant({ ...fields, sign }, keys.merchant.publicKey)).toBe(true);
    const { card_no, acct_name, id_no, bind_mob, cvv2, vali_date } = MPAY_CARD;
    expect(readable({ card_no, acct_name, id_no, bind_mob, cvv2, vali_date, sign })).toEqual([]);
  });

  it.each([
    [{ ret_code: '8888', token: TOKEN }, 'sms-sent'],
    [{ ret_code: '8888' }, 'sms-sent'],
    [{ ret_code: '0000', result_pay: 'SUCCESS', settle_date: '20261121' }, 'paid'],
    [{ ret_code: '0000', result_pay: 'PROCESSING' }, 'processing'],
    [{ ret_code: '0000' }, 'processing'],
    // The document's own sample: it has a token, though it stands under the flow without an SMS.
    [{ ret_code: '0000', token: TOKEN }, 'processing'],
    [{ ret_code: '0000', settle_date: '20261121', no_agree: '2026112100000001' }, 'processing'],
    [{ ret_code: '0000', result_pay: 'NEWLY_MADE_UP' }, 'processing'],
  ])('with the response %j is %s', async (fields, state) => {
    respond({ ...APPLIED, ...fields });
    expect((await app.lianlian.mpay.apply(MPAY_CARD)).state).toBe(state);
  });

  it('with a bound card needs nothing else of the card', async () => {
    respond({ ret_code: '8888', ...APPLIED, token: TOKEN });
    const { card_no, acct_name, id_type, id_no, bind_mob, cvv2, vali_date, ...order } = MPAY_CARD;
    await app.lianlian.mpay.apply({ ...order, no_agree: '2016092710100001' });
    expect(opened()['no_agree']).toBe('2016092710100001');
    const error = await refusal(app.lianlian.mpay.apply(order));
    const missing = error.violations.map(({ property, rule }) => `${property}: ${rule}`);
    expect(missing.toSorted()).toEqual(
      ['acct_name', 'bind_mob', 'card_no', 'id_no', 'id_type'].map((name) => `${name}: requiredWhen`),
    );
    for (const secret of [card_no, acct_name, id_type, id_no, bind_mob, cvv2, vali_date])
      expect(typeof secret).toBe('string');
  });
});

describe('the second step', () => {
  it.each([
    [{ result_pay: 'SUCCESS' }, 'paid'],
    [{ result_pay: 'PROCESSING' }, 'processing'],
    // The document's own sample, of a payment by all appearances: no proof of one.
    [{ settle_date: '20180829', no_agree: '2017092339974797' }, 'processing'],
  ])('with the response %j is %s', async (fields, state) => {
    respond({ ret_code: '0000', ...APPLIED, ...fields });
    const response = await app.lianlian.mpay.verify(MPAY_SMS_STEP);
    expect(response.state).toBe(state);
    const { path, fields: sent } = gateway.received();
    expect(path).toBe('/v1/bankcardpay');
    expect(sent).toMatchObject(MPAY_SMS_STEP);
  });

  it('is refused for a wrong code, and is never asked again by itself', async () => {
    respond({ ret_code: '1102', ...APPLIED });
    const error: unknown = await app.lianlian.mpay.verify(MPAY_SMS_STEP).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LianlianApiError);
    expect(gateway.requests).toHaveLength(1);
  });
});

describe('SHA256withRSA', () => {
  it.each([
    ['bindApply', { ret_code: '8888' }, () => modern.lianlian.mpay.bindApply(MPAY_BIND)],
    ['apply', { ret_code: '8888' }, () => modern.lianlian.mpay.apply(MPAY_CARD)],
  ])('signs what travels encrypted: %s', async (_name, fields, call) => {
    respond(fields, 'SHA256withRSA');
    await call();
    const sent = opened();
    expect(sent['sign_type']).toBe('SHA256withRSA');
    expect(isSignedByMerchant(sent, keys.merchant.publicKey)).toBe(true);
  });

  it('of a response is not taken where the merchant agreed on RSA', async () => {
    respond({ ret_code: '0000', ...APPLIED, result_pay: 'SUCCESS' }, 'SHA256withRSA');
    const call = app.lianlian.mpay.verify(MPAY_SMS_STEP);
    await expect(call).rejects.toBeInstanceOf(LianlianSignatureError);
  });

  it('is never that of a query', async () => {
    respond({ ret_code: '0000', ...APPLIED, result_pay: 'WAITING' });
    const response = await modern.lianlian.mpay.query({ no_order: 'order-1', query_version: '1.1' });
    expect(response.result_pay).toBe('WAITING');
    expect(gateway.received()).toMatchObject({
      path: '/orderquery.htm',
      fields: { sign_type: 'RSA', query_version: '1.1' },
    });
  });
});

it('a query needs the number of the order or of the transaction', async () => {
  const error = await refusal(app.lianlian.mpay.query({ dt_order: '20261121120000' }));
  expect(error.message).toContain('one of no_order, oid_paybill is required');
  expect(gateway.requests).toEqual([]);
});

it('an inspected response shows neither the card nor its holder, which channels send encrypted', async () => {
  respond({
    ret_code: '0000',
    ...APPLIED,
    card_number: 'encrypted-number',
    credential_name: 'encrypted-name',
  });
  const response = await app.lianlian.mpay.query({ no_order: 'order-1', query_version: '4.0' });
  expect(response.card_number).toBe('encrypted-number');
  expect(inspect(response)).not.toMatch(/encrypted-n/);
});
