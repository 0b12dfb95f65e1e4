import { TEST_CARDS } from 'nestjs-lianlian/testing';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { hasChromium, launchChromium } from './support/chromium.js';
import { Customer } from './support/customer.js';
import { Operator, OPERATOR_PASSWORD } from './support/operator.js';
import { ShopProcess } from './support/shop-process.js';

const SMS_CODE = '123456';

describe.skipIf(!hasChromium())('the operator’s side of the shop', () => {
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

  async function payByCard(product?: string, saves = false): Promise<string> {
    const no_order = await customer.order(product);
    await customer.choose('card');
    if (saves) await customer.page.getByTestId('save-card').check();
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
    expect(await operator.see('pay-method')).toBe('Online banking (debit card)');
    expect(await operator.page.getByTestId('to-panel').getAttribute('href')).toBe(
      `${shop.sandboxUrl}/_sandbox/#/orders/${await operator.see('transaction')}`,
    );
    await operator.refund('50.00');
    expect(await operator.see('problem')).toContain('At most CN¥49.95 can be refunded');
    expect(await operator.page.locator('#refund-amount').inputValue()).toBe('50.00');
    await operator.keep('too-much');
    await operator.page.locator('#refund-amount').fill('19.95');
    await operator.click('refund');
    expect(await operator.see('question')).toContain(`Refund CN¥19.95 to the payer of order ${no_order}?`);
    await operator.keep('question');
    await operator.click('cancel-confirm');
    await operator.seeCount('refund-succeeded', 0);
    const otherTab = await operator.page.context().newPage();
    await otherTab.goto(operator.page.url());
    await operator.refund('19.95');
    await operator.seeCount('refund-succeeded', 1);
    // Another operator, whose page is older: what it says of the amount is read anew.
    await otherTab.locator('#refund-amount').fill('49.95');
    await otherTab.getByTestId('refund').click();
    await otherTab.getByTestId('problem').filter({ hasText: 'At most CN¥30.00' }).waitFor();
    await expect.poll(() => otherTab.locator('#refund-amount-hint').textContent()).toBe('At most CN¥30.00');
    await otherTab.close();
    await operator.seeState('Partly refunded');
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
    expect(await lateTab.getByTestId('problem').textContent()).toContain('Nothing is left to refund');
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
    await operator.agree();
    await operator.seeState('Released');
    expect(await operator.page.getByTestId('refund').count()).toBe(0);
    await operator.keep('released');
    await customer.see('cancelled');
  });

  it('card: a saved one pays, until it is unbound', async () => {
    await payByCard('oolong-tea', true);
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
    await operator.agree();
    await operator.see('no-cards');
    await customer.order();
    expect(await customer.page.getByTestId('method-saved').count()).toBe(0);
  });

  it('search: by number, transaction, amount and state', async () => {
    const no_order = await customer.order('shuttlecocks');
    const other = await customer.order('postcard');
    const found = async (query: string): Promise<readonly string[]> => {
      await operator.page.goto(`${shop.url}/admin?${query}`);
      await operator.see('count');
      const links = operator.page.locator('[data-testid^="order-"]');
      return Promise.all(
        (await links.all()).map(async (link) => (await link.getAttribute('data-testid')) ?? ''),
      );
    };
    expect(await found(`text=${no_order}`)).toEqual([`order-${no_order}`]);
    expect(await found(`text=${no_order}&state=paid`)).toEqual([]);
    expect(await found('text=0.1&state=unpaid')).toContain(`order-${other}`);
    expect(await found('text=0.1')).not.toContain(`order-${no_order}`);
    expect(await found('text=%25')).toEqual([]);
    expect(await found('state=nonsense&page=-1')).toContain(`order-${no_order}`);
  });

  it('confirmation: without JavaScript it is a page, and nothing is done before', async () => {
    await payByCard('racket-rental');
    await customer.see('authorized');
    const no_order = new URL(customer.page.url()).pathname.split('/').at(-1) ?? '';
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      locale: 'en-GB',
      httpCredentials: { username: 'operator', password: OPERATOR_PASSWORD },
    });
    const page = await plain.newPage();
    await page.goto(`${shop.url}/admin/orders/${no_order}`);
    await page.locator('#capture-amount').fill('120');
    await page.getByTestId('capture').click();
    expect(await page.getByTestId('question').textContent()).toContain('release the other CN¥180.00');
    await page.getByTestId('confirm').click();
    await page.getByTestId('state').filter({ hasText: 'Charged CN¥120.00' }).waitFor();
    await plain.close();
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
