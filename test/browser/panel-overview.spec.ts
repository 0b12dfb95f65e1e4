import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { call, orders, PATHS, ShopEnd, startSandbox } from '../e2e/sandbox/support/merchant.js';
import { expectAccessible, expectToFit } from './support/accessibility.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { Panel } from './support/panel.js';

const MINUTE_MS = 60_000;

describe.skipIf(!hasChromium())('the control panel: overview', () => {
  let browser: Browser;
  let sandbox: LianlianSandbox;
  let shop: ShopEnd;

  beforeAll(async () => {
    [browser, sandbox, shop] = await Promise.all([launchChromium(), startSandbox(), ShopEnd.open()]);
  });
  afterAll(() => Promise.all([browser.close(), sandbox.stop(), shop.close()]));

  const place = (no_order: string): Promise<unknown> =>
    call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order });

  it('grows on the open page with what is delivered, refused and due', async () => {
    const panel = await Panel.open(browser, sandbox.url);
    await panel.click('place-overview');
    await panel.sees('deliveries', 'Nothing was delivered in that time.');
    await place('o-1');
    await sandbox.pay('o-1');
    await panel.sees('outcome-acknowledged', 'Acknowledged 1');
    await panel.sees('bar-paid', '1');
    await panel.sees('ahead', 'Nothing is to be sent again.');
    expect(await panel.page.locator('.chart .of-acknowledged').count()).toBe(1);
    const before = await panel.page.locator('.chart .of-acknowledged').getAttribute('x');

    shop.response = { status: 503, body: 'busy' };
    await place('o-2');
    await sandbox.pay('o-2');
    await panel.sees('ahead', 'attempt 2');
    await sandbox.clock.advance(10 * MINUTE_MS);
    await panel.sees('outcome-refused', 'Not acknowledged 6');
    await panel.sees('ahead', 'attempt 7');
    // What was acknowledged ten minutes ago stands further to the left.
    const after = await panel.page.locator('.chart .of-acknowledged').getAttribute('x');
    expect(Number(after)).toBeLessThan(Number(before));
    expect(await panel.page.locator('.chart .of-refused').count()).toBeGreaterThan(3);
    await expectAccessible(panel.page);
    await panel.keep('overview');

    await panel.page.getByText('As numbers').click();
    expect(await panel.page.getByRole('row').count()).toBeGreaterThan(5);
    await panel.click('span-day');
    await panel.sees('outcome-refused', 'Not acknowledged 6');
    await panel.page.getByTestId('bar-paid').getByRole('link').click();
    await expect.poll(() => panel.page.getByRole('row').count()).toBe(3);
    await panel.leave();
  });

  it('is in Chinese, and fits a phone in the dark', async () => {
    const panel = await Panel.open(browser, sandbox.url, '/overview', {
      locale: 'zh-CN',
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    });
    await panel.sees('outcome-acknowledged', '已确认');
    await panel.sees('ahead', '第 7 次');
    await expectAccessible(panel.page);
    await expectToFit(panel.page);
    await panel.keep('overview-phone');
    await panel.leave();
  });
});
