import { inspect } from 'node:util';

import {
  type EasypayMobileRequest,
  LianlianValidationError,
  type RequestInput,
  SdkParameters,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OID_PARTNER, OTHER_OID_PARTNER, testKeys } from '../../support/merchant.js';
import { type App, merchantOptions, startLianlian } from './support/app.js';
import { type Gateway, startGateway } from './support/gateway.js';
import { isSignedByMerchant } from './support/lianlian-side.js';
import { MPAY_BIND, ORDER as PLACED } from './support/samples.js';

const keys = testKeys();
const others = testKeys();
let gateway: Gateway;
let app: App;
let several: App;

beforeAll(async () => {
  gateway = await startGateway();
  const other = { ...merchantOptions(others), oidPartner: OTHER_OID_PARTNER };
  [app, several] = await Promise.all([
    startLianlian(keys, { gateway: gateway.url, busiPartner: '109001', signType: 'SHA256withRSA' }),
    startLianlian(keys, { gateway: gateway.url, merchants: [merchantOptions(keys), other] }),
  ]);
});
afterAll(async () => {
  await Promise.all([app.close(), several.close()]);
  await gateway.stop();
});

const { card_no, acct_name, id_no } = MPAY_BIND;
const { busi_partner, ...WHAT } = PLACED;
const ORDER: RequestInput<EasypayMobileRequest> = {
  ...{ ...WHAT, pay_type: 'M' },
  ...{ card_no, acct_name, id_type: '0', id_no },
};

describe('the parameters for the SDK', () => {
  it('are every field as text, with what the options stand in for, and signed over just that', async () => {
    const parameters = await app.lianlian.easypayMobile.createParameters(ORDER);
    expect(parameters).toBeInstanceOf(SdkParameters);
    const { sign = '', ...fields } = parameters;
    expect(fields).toEqual({
      ...ORDER,
      risk_item: JSON.stringify(ORDER.risk_item),
      ...{ notify_url: 'https://shop.example/notify', busi_partner: '109001' },
      // The one that this API takes, whatever the merchant has elsewhere.
      ...{ oid_partner: OID_PARTNER, sign_type: 'RSA' },
    });
    expect(isSignedByMerchant({ ...fields, sign }, keys.merchant.publicKey)).toBe(true);
    expect(isSignedByMerchant({ ...fields, sign, money_order: '0.01' }, keys.merchant.publicKey)).toBe(false);
  });

  it('reach the app as they are, in JSON', async () => {
    const parameters = await app.lianlian.easypayMobile.createParameters(ORDER);
    const arrived = JSON.parse(JSON.stringify(parameters)) as Record<string, string>;
    expect(arrived).toEqual({ ...parameters });
    expect(arrived['card_no']).toBe(card_no);
    expect(isSignedByMerchant(arrived, keys.merchant.publicKey)).toBe(true);
  });

  it('show no secret when they are printed', async () => {
    const request = { ...ORDER, no_agree: '2016092710100001' };
    const printed = inspect(await app.lianlian.easypayMobile.createParameters(request), { depth: 10 });
    expect(printed).toContain('order-1');
    for (const secret of [card_no, acct_name, id_no, request.no_agree, '13958069593'])
      expect(printed).not.toContain(secret);
  });

  it('keep the line breaks of a text, which no form changes', async () => {
    const parameters = await app.lianlian.easypayMobile.createParameters({ ...ORDER, info_order: 'a\nb' });
    expect(parameters['info_order']).toBe('a\nb');
  });

  it.each([
    ['the value that the document’s own sample has', { pay_type: '2' }, 'pay_type', 'choice'],
    ['no payer', { acct_name: ' ' }, 'acct_name', 'required'],
    ['no document', { id_no: undefined }, 'id_no', 'required'],
    ['a misspelt field', { no_oder: '1' }, 'no_oder', 'unknownField'],
    ['an amount that is a number', { money_order: 49.95 }, 'money_order', 'amount'],
  ])('are not made of %s', async (_what, changes, property, rule) => {
    const request = { ...ORDER, ...changes } as never;
    const error: unknown = await app.lianlian.easypayMobile
      .createParameters(request)
      .catch((reason: unknown) => reason);
    if (!(error instanceof LianlianValidationError)) throw new Error(`not refused: ${inspect(error)}`);
    expect(error.violations).toMatchObject([{ property, rule }]);
  });

  it('are those of the merchant that is named, where there are several', async () => {
    const request = { ...ORDER, busi_partner, oid_partner: OTHER_OID_PARTNER };
    const { ...fields } = await several.lianlian.easypayMobile.createParameters(request);
    expect(fields['oid_partner']).toBe(OTHER_OID_PARTNER);
    expect(isSignedByMerchant(fields, others.merchant.publicKey)).toBe(true);
    const unnamed = several.lianlian.easypayMobile.createParameters({ ...ORDER, busi_partner });
    await expect(unnamed).rejects.toThrow('oid_partner is required');
  });

  it('are made without a word to LianLian', () => {
    expect(gateway.requests).toEqual([]);
    expect(gateway.sockets).toEqual([]);
  });
});
