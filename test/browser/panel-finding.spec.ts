import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { OpenSandbox } from '../../lib/sandbox/open-sandbox.js';
import { sandboxWith } from '../e2e/sandbox/support/many-orders.js';
import { expectAccessible, expectToFit } from './support/accessibility.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { Panel } from './support/panel.js';

const COUNT = 300;

describe.skipIf(!hasChromium())('the control panel with many orders', () => {
  let browser: Browser;
  let sandbox: OpenSandbox;
  beforeAll(async () => {
    [browser, sandbox] = await Promise.all([launchChromium(), sandboxWith(COUNT)]);
  });
  afterAll(() => Promise.all([browser.close(), sandbox.stop()]));

  it.each([
    ['en-US', 'light', 390, 'Find', 'No such order'],
    ['zh-CN', 'dark', 1280, '查找', '没有这笔订单'],
  ] as const)(
    'finds each of them, and leaves no filter behind: %s, %s, %i pixels',
    async (locale, colorScheme, width, find, noSuchOrder) => {
      const panel = await Panel.open(browser, sandbox.url, '', {
        locale,
        colorScheme,
        viewport: { width, height: 800 },
      });
      const box = panel.page.getByLabel(find);
      const rows = panel.page.getByRole('row');
      const hasRows = (count: number): Promise<void> => expect.poll(() => rows.count()).toBe(count + 1);
      const look = async (name: string): Promise<void> => {
        await expectAccessible(panel.page);
        await expectToFit(panel.page);
        await panel.keep(`${name}-${colorScheme}-${String(width)}`);
      };
      await panel.sees('order-count', '300');
      await hasRows(50);
      await look('many');

      await panel.click('older');
      await panel.find('order-many-250').waitFor();
      expect(await panel.find('order-many-300').count()).toBe(0);
      await panel.page.goBack();
      await panel.find('order-many-300').waitFor();

      await box.fill('many-1');
      await panel.click('state-is-failed');
      await panel.find('order-many-100').waitFor();
      await box.fill('100.50');
      await hasRows(1);
      await look('many-found');
      // Coming back by a link, one sees an empty box, and everything.
      await panel.click('place-requests');
      await panel.click('place-orders');
      await hasRows(50);
      expect(await box.inputValue()).toBe('');
      // Coming back by the browser, one sees what was looked for, and the box says so.
      await panel.page.goBack();
      await panel.page.goBack();
      await hasRows(1);
      expect(await box.inputValue()).toBe('100.50');
      await panel.page.reload();
      await hasRows(1);

      await box.fill('coffee');
      await panel.click('show-all');
      await hasRows(50);

      await panel.page.goto(`${sandbox.url}/_sandbox/#/orders/unknown-1`);
      await panel.page.getByRole('heading', { name: noSuchOrder }).waitFor();
      await panel.sees('problem', 'unknown-1');
      await look('no-such-order');
      await panel.leave();
    },
  );

  it('leads from a page that there is not to the last one, and takes no filter that there is not', async () => {
    const panel = await Panel.open(browser, sandbox.url, '/orders?page=99');
    await panel.sees('page', '251–300 of 300');
    await panel.find('order-many-1').waitFor();
    expect(new URL(panel.page.url()).hash).toBe('#/orders?page=6');
    await panel.go('/orders?page=99999999999&search=many-10');
    await expect.poll(() => new URL(panel.page.url()).hash).toBe('#/orders?search=many-10');
    await panel.page.goto(`${sandbox.url}/_sandbox/#/orders?page=3`);
    await panel.sees('page', '101–150 of 300');
    await panel.page.goBack();
    await panel.page.goForward();
    await panel.sees('page', '101–150 of 300');
    for (const stale of ['orders?state=bogus', 'orders?notified=bogus', 'orders?state=toString']) {
      await panel.go(`/${stale}`);
      await panel.sees('page', '1–50 of 300');
      expect(await panel.find('problem').count()).toBe(0);
    }
    for (const stale of ['payouts?state=bogus&page=3', 'requests?only=bogus&page=3', 'overview?span=bogus']) {
      await panel.go(`/${stale}`);
      await panel.page.waitForLoadState('networkidle');
      expect(await panel.find('problem').count()).toBe(0);
    }
    await panel.leave();
  });
});
