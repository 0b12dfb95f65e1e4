import { afterAll, beforeAll, expect, it } from 'vitest';

import { CheckoutService } from '../../../sample-app/src/checkout/checkout.service.js';
import { SampleShop } from './support/sample-shop.js';

const PAYER = { ip: '2001:db8:1111:2222:3333:4444:5555:6666', isPhone: false };

let shop: SampleShop;
beforeAll(async () => {
  shop = await SampleShop.open({ kind: 'memory' });
});
afterAll(() => shop.close());

it.each(['aggregatePage', 'cardPage'] as const)(
  'the shop sells by %s to a payer whose IPv6 address is too long for LianLian',
  async (page) => {
    const order = await shop.orders.get(await shop.order());
    const form = await shop.get(CheckoutService)[page](order, PAYER);
    if (form === undefined) throw new Error('no form was made');
    const cashier = await fetch(form.action, { method: 'POST', body: new URLSearchParams(form.fields) });
    expect(cashier.status).toBe(200);
    const request = shop.sandbox.requests.findLast(({ fields }) => fields['no_order'] === order.no_order);
    expect(request).toMatchObject({ verified: true, fields: { userreq_ip: '127_0_0_1' } });
  },
);
