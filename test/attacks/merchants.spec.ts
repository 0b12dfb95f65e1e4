import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../support/adapters.js';
import { ACK, FORM, form, post } from '../support/http.js';
import { paymentFields, signedByLianlian } from '../support/lianlian-signs.js';
import { OID_PARTNER, OTHER_OID_PARTNER, testKeys } from '../support/merchant.js';
import { openShop, type Shop, uniqueNumber } from '../support/shop.js';

/** Two merchants of one app, to each of which LianLian signs with a key of its own, as after a change of keys. */
const first = testKeys();
const second = testKeys();
const ORDERS: Readonly<Record<string, string>> = { 'order-1': OID_PARTNER, 'order-2': OTHER_OID_PARTNER };

const message = (
  oid_partner: string,
  privateKey = first.lianlian.privateKey,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> =>
  signedByLianlian(
    paymentFields({ oid_partner, oid_paybill: uniqueNumber('20261121'), ...more }),
    privateKey,
  );

describe.each(ADAPTERS)('two merchants of one app, on %s', (adapter) => {
  const onPayment = vi.fn();
  let settledBy: string | undefined;
  let shop: Shop;
  const results: unknown[] = [];
  beforeAll(async () => {
    const merchant = (oidPartner: string, { merchant: own, lianlian }: typeof first) => ({
      oidPartner,
      privateKey: own.privateKey,
      lianlianPublicKey: lianlian.publicKey,
    });
    shop = await openShop({
      adapter,
      module: { merchants: [merchant(OID_PARTNER, first), merchant(OTHER_OID_PARTNER, second)] },
      hooks: {
        expectedPayment: (no_order) => ({
          money_order: '49.95',
          oid_partner: ORDERS[no_order],
          oid_paybill: settledBy,
        }),
        onPayment,
        onReturn: (result) => {
          results.push({ ...result });
          return '/orders';
        },
      },
    });
  });
  afterAll(() => shop.close());

  const refused = async (fields: Record<string, string>, status: number): Promise<void> => {
    onPayment.mockClear();
    expect((await post(shop.notifyUrl, fields)).status).toBe(status);
    expect(onPayment).not.toHaveBeenCalled();
  };

  it("refuse with a 401 what was signed with the other's key, and what was signed for the other", async () => {
    await refused(message(OID_PARTNER, second.lianlian.privateKey), 401);
    await refused(message(OTHER_OID_PARTNER, first.lianlian.privateKey), 401);
    await refused({ ...message(OID_PARTNER), oid_partner: OTHER_OID_PARTNER }, 401);
    await refused(
      { ...message(OTHER_OID_PARTNER, second.lianlian.privateKey), oid_partner: OID_PARTNER },
      401,
    );
  });

  it('refuse with a 401 what either of them signed itself, its own requests included', async () => {
    for (const { merchant } of [first, second]) {
      for (const oid_partner of [OID_PARTNER, OTHER_OID_PARTNER]) {
        await refused(message(oid_partner, merchant.privateKey), 401);
        await refused(message(oid_partner, merchant.privateKey, { result_pay: '' }), 400);
      }
    }
  });

  it.each([
    ['a merchant of no one', '201304121000000000'],
    ['no merchant', ''],
    ['a blank merchant', ' '],
    ['two merchants', `${OID_PARTNER},${OTHER_OID_PARTNER}`],
    ['a member of every object', 'constructor'],
    ['a prototype', '__proto__'],
  ])('refuse with a 401 what names %s, though LianLian signed it', async (_what, oid_partner) => {
    await refused(message(oid_partner), 401);
    await refused(message(oid_partner, second.lianlian.privateKey), 401);
  });

  it("refuse with a 409 a genuine payment to the one for an order of the other's", async () => {
    await refused(message(OID_PARTNER, first.lianlian.privateKey, { no_order: 'order-2' }), 409);
    await refused(message(OTHER_OID_PARTNER, second.lianlian.privateKey, { no_order: 'order-1' }), 409);
  });

  it("take a payer's signed return for the notification that it is a copy of, and run the handler once", async () => {
    const signed = message(OID_PARTNER);
    onPayment.mockClear();
    const returned = await post(shop.returnUrl, form(signed), FORM);
    expect([returned.status, onPayment.mock.calls.length]).toEqual([303, 0]);
    expect(await post(shop.notifyUrl, signed)).toMatchObject({ status: 200, text: ACK });
    for (const type of [FORM, 'text/plain', undefined]) {
      expect(await post(shop.notifyUrl, form(signed), type)).toMatchObject({ status: 200, text: ACK });
    }
    expect(onPayment).toHaveBeenCalledTimes(1);
  });

  it('run no handler for a return that is replayed when the inbox has forgotten it', async () => {
    const forgotten = { dt_order: '20261121130000' };
    const signed = message(OID_PARTNER, first.lianlian.privateKey, forgotten);
    settledBy = signed['oid_paybill'];
    onPayment.mockClear();
    expect((await post(shop.notifyUrl, signed)).status).toBe(200);
    expect(onPayment).not.toHaveBeenCalled();
    await refused(message(OID_PARTNER, first.lianlian.privateKey, forgotten), 409);
    settledBy = undefined;
  });

  it("refuse a return in its envelope, which is nobody's notification", async () => {
    const res_data = JSON.stringify(message(OID_PARTNER));
    await refused({ res_data }, 400);
    onPayment.mockClear();
    expect((await post(shop.notifyUrl, form({ res_data }), FORM)).status).toBe(400);
    expect((await post(`${shop.notifyUrl}?${form({ res_data })}`, '')).status).toBe(400);
    expect(onPayment).not.toHaveBeenCalled();
  });

  it("verify no return with the other's key", async () => {
    results.length = 0;
    await post(shop.returnUrl, form(message(OID_PARTNER, second.lianlian.privateKey)), FORM);
    expect(results).toEqual([{ verified: false, reason: 'invalid-signature' }]);
  });
});
