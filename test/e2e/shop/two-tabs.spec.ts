import { TEST_CARDS } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { SampleShop } from './support/sample-shop.js';
import { Shopper } from './support/shopper.js';

const CARD = {
  card_no: TEST_CARDS.pays,
  acct_name: '张三',
  id_no: '110101199003070038',
  bind_mob: '13800138000',
};
const NOT_USED = 'Your code was not used: this payment was begun anew on another page.';

let shop: SampleShop;
let shopper: Shopper;

beforeAll(async () => {
  shop = await SampleShop.open({ kind: 'memory' });
});
afterAll(() => shop.close());
beforeEach(() => {
  shopper = new Shopper(shop);
});

/** An order whose code is waited for, and the form of the page that asks for it. */
async function asked(product: string): Promise<{ no_order: string; form: Readonly<Record<string, string>> }> {
  const no_order = await shopper.order(product);
  await shopper.send(`/orders/${no_order}/card`, CARD);
  return { no_order, form: await shopper.codeForm(no_order, shop.sandbox.smsCode(no_order)) };
}

const statusOf = async (no_order: string): Promise<string> => (await shop.payment(no_order)).status;

// In yuan by Easypay, and in dollars by the exchange gateway.
for (const product of ['oolong-tea', 'silk-scarf']) {
  describe(`the SMS code of a page that another one overtook, for ${product}`, () => {
    it('is not used for another card, and the payer reads so and enters the new one', async () => {
      const { no_order, form } = await asked(product);
      await shopper.send(`/orders/${no_order}/card`, CARD);
      const { location = '' } = await shopper.send(`/orders/${no_order}/code`, form);
      expect(await statusOf(no_order)).toBe('awaiting-code');
      const page = await shopper.page(location);
      expect(page).toContain(NOT_USED);
      expect(page).toContain('name="verify_code"');
      expect(await shopper.page(location, 'zh')).toContain('验证码未使用');
      const told = await shopper.sendCode(no_order, shop.sandbox.smsCode(no_order));
      expect(told).toEqual({ location: `/orders/${no_order}` });
      await shop.sandbox.delivered(no_order);
      expect(await statusOf(no_order)).toBe('paid');
    });

    it('is not used without the name of its attempt', async () => {
      const { no_order, form } = await asked(product);
      await shopper.send(`/orders/${no_order}/code`, { verify_code: form['verify_code'] ?? '' });
      expect(await statusOf(no_order)).toBe('awaiting-code');
    });

    it('is told wrong where the page is the latest, and can be entered again', async () => {
      const { no_order, form } = await asked(product);
      const { problems } = await shopper.send(`/orders/${no_order}/code`, { ...form, verify_code: '0000' });
      expect(Object.keys(problems ?? {})).toEqual(['verify_code']);
      expect(await shopper.send(`/orders/${no_order}/code`, form)).toEqual({
        location: `/orders/${no_order}`,
      });
    });
  });
}

describe('the SMS code of an order for which the payer chose another way to pay', () => {
  it('is not used, and the payer reads so', async () => {
    const { no_order, form } = await asked('oolong-tea');
    await shopper.send(`/orders/${no_order}/checkout`, { method: 'wechat' });
    const { location = '' } = await shopper.send(`/orders/${no_order}/code`, form);
    expect(await shopper.page(location)).toContain(NOT_USED);
    expect(await statusOf(no_order)).toBe('awaiting-scan');
  });
});
