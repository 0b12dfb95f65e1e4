import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ALL_HOSTILE, illegible } from '../../../support/hostile-text.js';
import { ADAPTERS } from '../../../support/adapters.js';
import { FORM, form, get, post } from '../../../support/http.js';
import { OID_PARTNER, OTHER_OID_PARTNER } from '../../../support/merchant.js';
import { openShop, payment, refund, type Shop } from '../../../support/shop.js';

const hooks = {
  expectedPayment: () => ({ money_order: '49.95' }),
  onPayment: () => undefined,
  onReturn: () => '/orders',
};

describe.each(ADAPTERS)('a return that LianLian did not sign, on %s', (adapter) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop({ adapter, shape: 'the mixin', hooks });
  });
  afterAll(() => shop.close());
  beforeEach(() => {
    shop.logger.clear();
  });

  const comeBack = async (fields: Record<string, string>): Promise<void> => {
    expect((await post(shop.returnUrl, form(fields), FORM)).status).toBe(303);
  };
  const forged = (no_order: string): Record<string, string> => ({ ...payment(), no_order });

  it('leaves a warning with its sender, the order that it names, and why it counts for nothing', async () => {
    await comeBack(forged('shop-7'));
    const [line = '', ...more] = shop.logger.texts('warn');
    expect(more).toEqual([]);
    expect(line).toContain('signature is missing or wrong');
    expect(line).toMatch(
      /came from (::ffff:)?127\.0\.0\.1, and names order "shop-7" of merchant "\d{18}": nobody verified that/,
    );
    expect(line).toContain(OID_PARTNER);
    expect(line).toContain('Likely cause');
  });

  it('leaves one in res_data of a GET, too', async () => {
    const query = encodeURIComponent(JSON.stringify(forged('shop-8')));
    expect((await get(`${shop.returnUrl}?res_data=${query}`)).status).toBe(303);
    expect(shop.logger.texts('warn').join('\n')).toContain('order "shop-8"');
  });

  it('leaves one where it names a merchant that is not ours', async () => {
    await comeBack(payment({ no_order: 'shop-9', oid_partner: OTHER_OID_PARTNER }));
    const lines = shop.logger.texts('warn');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('merchant (oid_partner) that the module was not given');
    expect(lines[0]).toContain(`order "shop-9" of merchant "${OTHER_OID_PARTNER}"`);
  });

  it('writes no line of its own into the log', async () => {
    await comeBack(forged(`o${ALL_HOSTILE}`));
    expect(shop.logger.texts('warn')).toHaveLength(1);
    expect(illegible(shop.logger.texts())).toEqual([]);
  });

  it.each<[string, () => Promise<{ status: number }>]>([
    ['a payer who gave up', () => get(shop.returnUrl)],
    ['one who gave up, with parameters of the app', () => get(`${shop.returnUrl}?no_order=shop-1&sign=x`)],
    ['a genuine one', () => post(shop.returnUrl, form(payment()), FORM)],
    ['a message that names no order', () => post(shop.returnUrl, form({ tab: '1' }), FORM)],
    ['a message that cannot be read', () => post(shop.returnUrl, '{', 'text/json')],
    ['a signed refund', () => post(shop.returnUrl, form(refund()), FORM)],
  ])('leaves none: %s', async (_what, come) => {
    expect((await come()).status).toBe(303);
    expect(shop.logger.texts('warn')).toEqual([]);
    expect(shop.logger.texts('error')).toEqual([]);
  });

  it('leaves a few lines when there are hundreds', async () => {
    const started = performance.now();
    await Promise.all(Array.from({ length: 300 }, (_, index) => comeBack(forged(`flood-${String(index)}`))));
    // Twenty at once, and one a second from then on.
    const seconds = (performance.now() - started) / 1000;
    expect(shop.logger.texts('warn').length).toBeLessThanOrEqual(21 + Math.ceil(seconds));
  });
});
