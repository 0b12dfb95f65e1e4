import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { hasChromium, launchChromium } from './support/chromium.js';
import { Customer } from './support/customer.js';
import { Operator, OPERATOR_PASSWORD } from './support/operator.js';
import { ShopProcess } from './support/shop-process.js';

describe.skipIf(!hasChromium())('the language of the shop', () => {
  let browser: Browser;
  let shop: ShopProcess;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
    shop = await ShopProcess.start({ OPERATOR_PASSWORD });
  });
  afterEach(() => Promise.all(contexts.splice(0).map((context) => context.close())));
  afterAll(() => Promise.all([browser.close(), shop.stop()]));

  async function visitor(locale: string): Promise<Customer> {
    const context = await browser.newContext({ locale });
    contexts.push(context);
    return Customer.arrive(context, shop.url, `language-${locale}`);
  }

  async function expectPage(page: Page, lang: string, title: string): Promise<void> {
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
  }

  it.each([
    ['zh-TW', 'zh-CN', '本店商品'],
    ['en-US', 'en', 'What we sell'],
    ['fr-FR', 'en', 'What we sell'],
  ])('is that of the browser: %s', async (locale, lang, title) => {
    const { page } = await visitor(locale);
    await page.goto(shop.url);
    await expectPage(page, lang, title);
  });

  it('is switched on any page, by the keyboard too, and stays', async () => {
    const { page } = await visitor('zh-CN');
    await page.goto(`${shop.url}/products/oolong-tea?from=home`);
    await expectPage(page, 'zh-CN', '铁观音');
    await page.getByRole('button', { name: 'English' }).focus();
    await page.keyboard.press('Enter');
    await expectPage(page, 'en', 'Oolong tea');
    expect(page.url()).toBe(`${shop.url}/products/oolong-tea?from=home`);
    await page.goto(`${shop.url}/orders`);
    await expectPage(page, 'en', 'My orders');
    await page.getByRole('button', { name: '中文' }).click();
    await expectPage(page, 'zh-CN', '我的订单');
  });

  it('is that of what the server sends later: the live update and the validation of a form', async () => {
    const customer = await visitor('zh-CN');
    const no_order = await customer.order();
    await customer.click('language');
    const orderTab = await customer.watch(no_order);
    await customer.page.goto(`${shop.url}/orders/${no_order}/card`);
    await customer.click('apply');
    expect(await customer.see('card_no-problem')).toContain('A card number has 12 to 19 digits.');
    // The switch on a refused form shows the form again.
    await customer.click('language');
    await expectPage(customer.page, 'zh-CN', '银行卡支付');
    await customer.click('language');
    await expectPage(customer.page, 'en', 'Pay by card');
    await customer.page.goto(`${shop.url}/orders/${no_order}/checkout`);
    await customer.choose('aggregate');
    await customer.click('pay');
    await customer.see('paid');
    await customer.seePaidWithoutReload(orderTab);
    expect(await orderTab.getByTestId('transaction').locator('..').textContent()).toContain('Transaction');
    expect(await orderTab.locator('time').first().textContent()).toMatch(
      /^\d+ \w+ \d{4}, [\d:]{8}, China time$/,
    );
  });

  it('is that of the operator’s side, with its numbers and times', async () => {
    const customer = await visitor('zh-CN');
    const no_order = await customer.order();
    const operator = await Operator.signIn(browser, shop.url, 'language-operator', 'zh-CN');
    try {
      await operator.open(no_order);
      await operator.seeState('未支付');
      expect(await operator.see('amount')).toBe('¥49.95');
      expect(await operator.page.locator('time').first().textContent()).toMatch(
        /^\d{4}年\d+月\d+日 [\d:]{8}（北京时间）$/,
      );
      await operator.click('language');
      await operator.seeState('Not paid');
      expect(await operator.see('amount')).toBe('CN¥49.95');
    } finally {
      await operator.leave();
    }
  });

  it('is switched by nobody to a page of another site', async () => {
    for (const back of [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example',
      'javascript:alert(1)',
    ]) {
      const response = await fetch(`${shop.url}/language`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ language: 'en', back }),
      });
      expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    }
    const nonsense = await fetch(`${shop.url}/language`, {
      method: 'POST',
      body: new URLSearchParams({ language: 'xx', back: '/' }),
    });
    expect([nonsense.status, nonsense.headers.get('set-cookie')]).toEqual([422, null]);
  });

  it('of the order page is that of the reader, not of the payer', async () => {
    const customer = await visitor('zh-CN');
    const no_order = await customer.order();
    await customer.page.goto(`${shop.url}/orders/${no_order}`);
    expect(await customer.see('unpaid')).toContain('未支付');
    const reader = await visitor('en-GB');
    await reader.page.goto(`${shop.url}/orders/${no_order}`);
    expect(await reader.see('unpaid')).toContain('Not paid yet');
  });
});
