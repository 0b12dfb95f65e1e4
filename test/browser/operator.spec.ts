import { TEST_CARDS } from 'nestjs-lianlian/testing';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { hasChromium, launchChromium } from './support/chromium.js';
import { Customer } from './support/customer.js';
import { Operator, OPERATOR_PASSWORD } from './support/operator.js';
import { ShopProcess } from './support/shop-process.js';

const SMS_CODE = '123456';

describe.skipIf(!hasChromium())('the operator’s side of the shop', { timeout: 120_000 }, () => {
  let browser: Browser;
  let shop: ShopProcess;
  let payer: BrowserContext;
  let customer: Customer;
  let operator: Operator;

  beforeAll(async () => {
    browser = await launchChromium();
    shop = await ShopProcess.start({ OPERATOR_PASSWORD });
  });
  afterAll(() => Promise.all([browser.close(), shop.stop()]));
  beforeEach(async ({ task }) => {
    const story = `operator-${task.name.split(':')[0] ?? ''}`;
    payer = await browser.newContext({ locale: 'en-GB' });
    customer = await Customer.arrive(payer, shop.url, `${story}-payer`);
    operator = await Operator.signIn(browser, shop.url, story);
  });
  afterEach(() => Promise.all([payer.close(), operator.leave()]));

  async function payByCard(product?: string): Promise<string> {
    const no_order = await customer.order(product);
    await customer.choose('card');
    await customer.enterCard(TEST_CARDS.pays);
    await customer.enterCode(SMS_CODE);
    return no_order;
  }

  it('refund: an order in two parts, and a third is refused', async () => {
    const no_order = await customer.order();
    await customer.choose('aggregate');
    await customer.click('pay');
    await customer.see('paid');

    await operator.open(no_order);
    await operator.seeState('Paid');
    await operator.refund('50.00');
    expect(await operator.see('problem')).toContain('At most CN¥49.95 can be refunded');
    await operator.keep('too-much');
    await operator.open(no_order);
    await operator.refund('19.95');
    await operator.seeCount('refund-succeeded', 1);
    await operator.keep('first-part');
    // The customer's page, open all the time.
    expect(await customer.see('refund-succeeded')).toContain('CN¥19.95');
    expect(await customer.see('paid')).toContain('Paid');
    await customer.keep('refunded');
    // Another tab, open since there was something left to refund.
    const lateTab = await operator.page.context().newPage();
    await lateTab.goto(operator.page.url());
    await operator.refund('30');
    await operator.seeCount('refund-succeeded', 2);
    expect(await operator.page.getByTestId('refund').count()).toBe(0);
    await operator.keep('second-part');
    await lateTab.getByTestId('refund').click();
    expect(await lateTab.getByTestId('problem').textContent()).toContain('At most CN¥0.00 can be refunded');
  });

  it('capture: a part of one deposit is charged, and can be refunded', async () => {
    const no_order = await payByCard('racket-rental');
    await customer.see('authorized');
    await customer.keep('held');
    await operator.open(no_order);
    await operator.seeState('Held');
    await operator.keep('held');
    await operator.capture('300.01');
    expect(await operator.see('problem')).toContain('more than what is held');
    await operator.open(no_order);
    await operator.capture('120');
    await operator.seeState('Charged CN¥120.00');
    expect(await operator.page.getByTestId('cancel').count()).toBe(0);
    await operator.keep('captured');
    await customer.see('captured');
    await operator.refund('120');
    await operator.seeCount('refund-succeeded', 1);
  });

  it('release: another deposit is released', async () => {
    const no_order = await payByCard('racket-rental');
    await customer.see('authorized');
    await operator.open(no_order);
    await operator.click('cancel');
    await operator.seeState('Released');
    expect(await operator.page.getByTestId('refund').count()).toBe(0);
    await operator.keep('released');
    await customer.see('cancelled');
  });

  it('card: a saved one pays, until it is unbound', async () => {
    await payByCard();
    await customer.see('paid');
    const no_order = await customer.order();
    await customer.keep('checkout');
    await customer.choose('saved');
    await customer.enterCode(SMS_CODE);
    await customer.see('paid');

    await operator.open(no_order);
    await operator.click('cards');
    expect(await operator.see('saved-card')).toContain('0000');
    await operator.keep('cards');
    await operator.click('unbind');
    await operator.see('no-cards');
    await customer.order();
    expect(await customer.page.getByTestId('method-saved').count()).toBe(0);
  });

  it('door: nobody else comes in, and no form of another site', async () => {
    expect((await fetch(`${shop.url}/admin`)).status).toBe(401);
    const authorization = `Basic ${Buffer.from(`operator:${OPERATOR_PASSWORD}`).toString('base64')}`;
    expect((await fetch(`${shop.url}/admin`, { headers: { authorization } })).status).toBe(200);
    for (const origin of ['https://evil.example', 'null', undefined]) {
      const refused = await fetch(`${shop.url}/admin/orders/1/cancel`, {
        method: 'POST',
        headers: { authorization, ...(origin === undefined ? {} : { origin }) },
      });
      expect(refused.status).toBe(403);
    }
  });
});
