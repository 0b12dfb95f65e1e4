import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { call, orders, PATHS, ShopEnd, startSandbox } from '../e2e/sandbox/support/merchant.js';
import { expectAccessible, expectToFit } from './support/accessibility.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { Panel } from './support/panel.js';

describe.skipIf(!hasChromium())('the control panel: orders in a foreign currency', () => {
  let browser: Browser;
  let sandbox: LianlianSandbox;
  let shop: ShopEnd;

  beforeAll(async () => {
    [browser, sandbox, shop] = await Promise.all([launchChromium(), startSandbox(), ShopEnd.open()]);
    await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order: 'yuan-1' });
    await call(sandbox, PATHS.exchangeApply, { ...orders.exchange(sandbox, shop.url), no_order: 'usd-1' });
  });
  afterAll(() => Promise.all([browser.close(), sandbox.stop(), shop.close()]));

  it('finds one, pays it, shows what it was settled at, and refunds it in its currency', async () => {
    const panel = await Panel.open(browser, sandbox.url);
    await panel.page.getByLabel('Find').fill('USD 29.90');
    await expect.poll(() => panel.page.getByRole('row').count()).toBe(2);
    expect(await panel.page.getByRole('row').nth(1).textContent()).toContain('USD 29.90');
    await panel.click('order-usd-1');
    await panel.sees('summary', 'USD 29.90');
    expect(await panel.find('settlement').count()).toBe(0);
    await panel.click('pay');
    await panel.sees('money_pay', '¥ 212.29');
    await panel.sees('money_settle', 'USD 29.90');
    await panel.sees('exchange_rate', '1 USD = 7.1000 CNY');
    expect(shop.received.at(-1)?.fields).toMatchObject({ currency_order: 'USD', money_pay: '212.29' });
    await panel.page.getByLabel('Amount (USD 29.90 left)').fill('9.9');
    await panel.click('refund');
    await panel.sees('history', '9.90 USD');
    const body = await panel.page.locator('main').textContent();
    expect(body?.match(/¥ [\d.]+/g)).toEqual(['¥ 212.29']);
    await expectAccessible(panel.page);
    await panel.keep('usd');
    await panel.leave();
  });

  it('delivers one in another currency, and tells what a shop makes of it', async () => {
    await call(sandbox, PATHS.exchangeApply, { ...orders.exchange(sandbox, shop.url), no_order: 'usd-2' });
    await sandbox.pay('usd-2');
    const panel = await Panel.open(browser, sandbox.url);
    await panel.order('usd-2');
    await panel.click('deliver-wrong-currency');
    await panel.hears('Wrong currency: 200 Wrongly accepted');
    expect(shop.received.at(-1)?.fields).toMatchObject({ currency_order: 'EUR', money_order: '29.9' });
    shop.response = { status: 409, body: '{"message":"another currency"}' };
    await panel.click('deliver-wrong-currency');
    await panel.hears('Wrong currency: 409 Correctly rejected');
    const attempt = await panel.attempt(3);
    await attempt.getByText('currency_order: USD → EUR').first().waitFor();
    await panel.leave();
  });

  it('says all of it in Chinese, on a phone', async () => {
    await call(sandbox, PATHS.exchangeApply, { ...orders.exchange(sandbox, shop.url), no_order: 'usd-3' });
    await sandbox.pay('usd-3');
    const panel = await Panel.open(browser, sandbox.url, '', {
      ...{ locale: 'zh-CN', viewport: { width: 390, height: 800 } },
    });
    await panel.click('order-usd-3');
    await panel.sees('settlement', '付款人支付');
    await panel.sees('settlement', '1 USD = 7.1000 CNY');
    await panel.sees('deliver', '错误币种');
    await expectAccessible(panel.page);
    await expectToFit(panel.page);
    await panel.keep('usd-zh');
    await panel.go('/setup');
    await panel.sees('exchange-rates', 'USD 7.1000');
    await panel.leave();
  });
});
