import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hasChromium, launchChromium } from './support/chromium.js';
import { Customer } from './support/customer.js';
import { differentShare } from './support/differences.js';
import { comparePicture, isUpdating, LOOK, looksDifferent, take } from './support/pictures.js';
import { ShopProcess } from './support/shop-process.js';

const SIZE = { width: 1200, height: 800 };
/** The cashier is long. */
const LARGE = { width: 1440, height: 960 };

describe.skipIf(!hasChromium())('the pictures of the README', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let shop: ShopProcess;
  let context: BrowserContext;
  let customer: Customer;

  beforeAll(async () => {
    browser = await launchChromium();
    opened.push(() => browser.close());
    shop = await ShopProcess.start({ SHOP_DATA_DIR: 'memory://' });
    opened.push(() => shop.stop());
    context = await browser.newContext({ ...LOOK, viewport: SIZE });
    customer = await Customer.arrive(context, shop.url, 'pictures');
  });
  afterAll(() => Promise.all(opened.map((close) => close())));

  async function expectPicture(name: string, page: Page = customer.page): Promise<void> {
    expect(comparePicture(name, await take(page))).toBeUndefined();
  }

  it('show the shop', async () => {
    await customer.page.goto(`${shop.url}/products/shuttlecocks`);
    await expectPicture('shop');
  });

  it('show the cashier, an order that it paid, and what the control panel tells of that', async () => {
    const no_order = await customer.order('shuttlecocks');
    await customer.choose('aggregate');
    await customer.see('abandon');
    await customer.page.setViewportSize(LARGE);
    await expectPicture('cashier');
    await customer.page.setViewportSize(SIZE);
    await customer.click('pay');
    await customer.see('paid');
    await expectPicture('paid');

    const panel = await context.newPage();
    await panel.goto(`${shop.sandboxUrl}/_sandbox/#/orders`);
    await panel.getByTestId(`order-${no_order}`).click();
    await panel.getByTestId('notification-state').filter({ hasText: 'Acknowledged' }).waitFor();
    await expectPicture('panel', panel);
  });

  it.skipIf(isUpdating)('are no longer right when a colour changes, or when something is gone', async () => {
    const { page } = customer;
    await page.goto(`${shop.url}/products/shuttlecocks`);
    const before = await take(page);
    expect(differentShare(before, await take(page))).toBe(0);
    const changes = [
      ':root { --brand: #0b7fbd }',
      '.promises { visibility: hidden }',
      'form { visibility: hidden }',
      '.picture { display: none }',
      'h1 { margin-bottom: 48px }',
    ];
    for (const content of changes) {
      await page.goto(`${shop.url}/products/shuttlecocks`);
      await page.addStyleTag({ content });
      expect(looksDifferent('shop', await take(page)), content).toBe(true);
    }
    // Another number, and letters that are drawn a little otherwise, are no other look.
    await page.goto(`${shop.url}/products/shuttlecocks`);
    await page.addStyleTag({ content: 'body { text-rendering: geometricPrecision; font-kerning: none }' });
    await page.evaluate("document.querySelector('.price').textContent = 'CN¥210.79'");
    expect(looksDifferent('shop', await take(page))).toBe(false);
  });
});
