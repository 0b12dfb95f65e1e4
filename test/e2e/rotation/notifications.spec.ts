import { type LianlianModuleOptions, LianlianService, type PaymentReturn } from 'nestjs-lianlian';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../support/adapters.js';
import { ACK, post } from '../../support/http.js';
import { OID_PARTNER, OTHER_OID_PARTNER } from '../../support/merchant.js';
import { keys, openShop, payment, type Shop, type ShopHooks, uniqueNumber } from '../../support/shop.js';
import { keyPair } from './support/key-office.js';

const next = keyPair();
const merchant = {
  oidPartner: OID_PARTNER,
  privateKey: keys.merchant.privateKey,
  lianlianPublicKey: keys.lianlian.publicKey,
};
const onReturn = ({ verified }: PaymentReturn): string => `/${String(verified)}`;
const number = (): { no_order: string; oid_paybill: string } => ({
  no_order: uniqueNumber('order-'),
  oid_paybill: uniqueNumber('2026'),
});
const signedByOld = (overrides = {}): Record<string, string> => payment({ ...number(), ...overrides });
const signedByNew = (overrides = {}): Record<string, string> =>
  payment({ ...number(), ...overrides }, next.privateKey);

describe.each(ADAPTERS)("notifications while LianLian's key changes, on %s", (adapter) => {
  const onPayment = vi.fn();
  let shop: Shop;
  let lianlian: LianlianService;
  const status = async (body: Record<string, string>): Promise<number> =>
    (await post(shop.notifyUrl, body)).status;

  const open = async (
    module: Partial<LianlianModuleOptions>,
    expectedPayment: ShopHooks['expectedPayment'] = (_order, _time, oid_partner) => ({
      money_order: '49.95',
      oid_partner,
    }),
  ): Promise<void> => {
    const hooks = { expectedPayment, onPayment, onReturn };
    shop = await openShop({ adapter, module, hooks });
    lianlian = shop.app.get(LianlianService);
  };
  const openAnew: typeof open = async (...how) => {
    await shop.close();
    await open(...how);
  };

  beforeEach(async () => {
    onPayment.mockClear();
    await open({});
  });
  afterEach(() => shop.close());

  it('verify with both keys, at once, and then with the new one alone', async () => {
    expect([await status(signedByOld()), await status(signedByNew())]).toEqual([200, 401]);
    await lianlian.merchants.update(OID_PARTNER, {
      lianlianPublicKey: [keys.lianlian.publicKey, next.publicKey],
    });
    expect([await status(signedByOld()), await status(signedByNew())]).toEqual([200, 200]);
    await lianlian.merchants.update(OID_PARTNER, { lianlianPublicKey: next.publicKey });
    expect([await status(signedByOld()), await status(signedByNew())]).toEqual([401, 200]);
    expect(onPayment).toHaveBeenCalledTimes(4);
  });

  it('verify with both keys under load, whenever the change comes', async () => {
    const both = [keys.lianlian.publicKey, next.publicKey];
    await lianlian.merchants.update(OID_PARTNER, { lianlianPublicKey: both });
    const responses: Promise<{ text: string }>[] = [];
    for (let round = 0; round < 10; round++) {
      for (let index = 0; index < 10; index++) {
        responses.push(post(shop.notifyUrl, signedByOld()), post(shop.notifyUrl, signedByNew()));
      }
      await lianlian.merchants.update(OID_PARTNER, { lianlianPublicKey: both.toReversed() });
    }
    const texts = new Set((await Promise.all(responses)).map(({ text }) => text));
    expect([...texts]).toEqual([ACK]);
    expect(onPayment).toHaveBeenCalledTimes(200);
  });

  it('come for a merchant that was added, and are refused once it is removed', async () => {
    const other = { oid_partner: OTHER_OID_PARTNER };
    await openAnew({ merchants: [merchant] });
    expect(await status(signedByNew(other))).toBe(401);
    await lianlian.merchants.add({
      oidPartner: OTHER_OID_PARTNER,
      privateKey: keyPair().privateKey,
      lianlianPublicKey: next.publicKey,
    });
    expect(await status(signedByNew(other))).toBe(200);
    // Each merchant has its own key of LianLian's, and no other's.
    expect([await status(signedByOld(other)), await status(signedByNew())]).toEqual([401, 401]);
    await lianlian.merchants.remove(OTHER_OID_PARTNER);
    expect(await status(signedByNew(other))).toBe(401);
    expect(await status(signedByOld())).toBe(200);
  });

  it('are compared with their merchant in a list of one, so that one that is added changes nothing', async () => {
    await openAnew({ merchants: [merchant] }, () => ({ money_order: '49.95' }));
    expect(await status(signedByOld())).toBe(500);
    expect(shop.logger.texts('error').join()).toContain('expectedPayment must return oid_partner');
    expect(onPayment).not.toHaveBeenCalled();
  });

  it('of the one merchant go on as they were, where another could not be added', async () => {
    await openAnew(merchant, () => ({ money_order: '49.95' }));
    const second = { ...merchant, oidPartner: OTHER_OID_PARTNER };
    await expect(lianlian.merchants.add(second)).rejects.toThrow(/merchants: \[\{ oidPartner/);
    expect(await status(signedByOld({ oid_partner: OTHER_OID_PARTNER }))).toBe(401);
    expect(await status(signedByOld())).toBe(200);
    expect(onPayment).toHaveBeenCalledTimes(1);
  });

  it('verify a payer who comes back with the new key, too', async () => {
    await lianlian.merchants.update(OID_PARTNER, { lianlianPublicKey: next.publicKey });
    const goesTo = async (body: Record<string, string>): Promise<string | null> =>
      (await post(shop.returnUrl, body)).headers.get('location');
    expect([await goesTo(signedByNew()), await goesTo(signedByOld())]).toEqual(['/true', '/false']);
  });
});
