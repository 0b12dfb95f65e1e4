import { networkInterfaces } from 'node:os';

import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { networkAddresses } from '../../lib/sandbox/setup/addresses.js';
import { call, orders, PATHS, ShopEnd, submit } from '../e2e/sandbox/support/merchant.js';
import { expectAccessible, expectToFit } from './support/accessibility.js';
import { hasChromium, launchChromium, PATIENCE_MS } from './support/chromium.js';
import { Customer } from './support/customer.js';
import { Panel } from './support/panel.js';
import { hasNetwork, phone, scan, tooSmall } from './support/phone.js';
import { ShopProcess } from './support/shop-process.js';
import { keepScreenshot } from './support/screenshots.js';

const [ADDRESS = ''] = networkAddresses(networkInterfaces());

describe.skipIf(!hasChromium() || !hasNetwork())('a payment with a phone', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let shop: ShopEnd;
  beforeAll(async () => {
    [browser, shop] = await Promise.all([launchChromium(), ShopEnd.open()]);
  });
  afterEach(() => Promise.all(opened.splice(0).map((close) => close())));
  afterAll(() => Promise.all([browser.close(), shop.close()]));

  async function start(options: Parameters<typeof LianlianSandbox.start>[0]): Promise<LianlianSandbox> {
    const sandbox = (await LianlianSandbox.start({ modulusLength: 1024, ...options })) as LianlianSandbox;
    opened.push(() => sandbox.stop());
    return sandbox;
  }

  async function panelOf(sandbox: LianlianSandbox, no_order: string): Promise<Panel> {
    const panel = await Panel.open(browser, sandbox.url);
    opened.push(() => panel.leave());
    await panel.order(no_order);
    return panel;
  }

  /** Where the code leads, in words beside it. */
  async function linkIn(panel: Panel): Promise<string> {
    return (await panel.find('phone-link').textContent()) ?? '';
  }

  async function phonePage(locale?: string): Promise<Page> {
    const context = await phone(browser, locale);
    opened.push(() => context.close());
    context.setDefaultTimeout(PATIENCE_MS);
    return context.newPage();
  }

  /** What pays is under the thumb: large, and in the lower half of the screen before anything was scrolled. */
  async function expectThumb(page: Page): Promise<void> {
    const box = await page.getByTestId('pay').boundingBox();
    const { height = 0 } = page.viewportSize() ?? {};
    expect(box?.height).toBeGreaterThanOrEqual(48);
    expect(box?.y).toBeGreaterThan(height / 3);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    expect(await tooSmall(page)).toEqual([]);
    await expectToFit(page);
    await expectAccessible(page);
  }

  it('begins with the code in the panel, which leads to the page of the order', async () => {
    const sandbox = await start({ host: '0.0.0.0', publicUrl: 'network' });
    const { fields } = await call(sandbox, PATHS.direct, orders.direct(sandbox, shop.url));
    const panel = await panelOf(sandbox, 'o-1');
    const link = await linkIn(panel);
    expect(await scan(panel.find('phone').locator('img'))).toBe(link);
    // The shop's own code leads to the same page.
    expect(link).toBe(fields['payLoad']);
    expect(new URL(link).origin).toBe(sandbox.publicUrl);
    expect(new URL(link).hostname).not.toMatch(/^(localhost|127\.)/);
    expect(await panel.find('phone-hint').count()).toBe(0);
    await expectAccessible(panel.page);
    await panel.keep('phone-code');

    const page = await phonePage();
    await page.goto(link);
    await expectThumb(page);
    await page.getByTestId('pay').tap();
    await page.getByTestId('paid').waitFor();
    await panel.sees('state', 'Paid');
    await panel.find('phone').waitFor({ state: 'detached' });
  });

  it.each(['zh-CN', 'en-US'])('has a cashier for a thumb, in %s', async (locale) => {
    const sandbox = await start({ host: '0.0.0.0', publicUrl: 'network' });
    const fields = { ...orders.redirect(sandbox, shop.url), url_return: 'http://127.0.0.1:9/return' };
    const cashiers = {
      cashier: [PATHS.redirect, { ...fields, no_order: 'r-1' }],
      'card-form': [PATHS.web, { ...orders.web(sandbox, shop.url), no_order: 'r-2' }],
    } as const;
    for (const [name, [path, sent]] of Object.entries(cashiers)) {
      await submit(sandbox, path, sent);
      const panel = await panelOf(sandbox, sent.no_order);
      const page = await phonePage(locale);
      await page.goto(await linkIn(panel));
      await keepScreenshot(page, `phone-${name}-${locale}`, false);
      await expectThumb(page);
    }
  });

  it('shows why a card was refused where the payer looks, on the smallest screens', async () => {
    const sandbox = await start({ host: '0.0.0.0', publicUrl: 'network' });
    await submit(sandbox, PATHS.web, orders.web(sandbox, shop.url));
    const panel = await panelOf(sandbox, 'o-1');
    const page = await phonePage();
    for (const viewport of [
      { width: 320, height: 568 },
      { width: 568, height: 320 },
    ]) {
      await page.setViewportSize(viewport);
      await page.goto(await linkIn(panel));
      await page.locator('[name=card_no]').fill(TEST_CARDS.insufficientBalance);
      await page.getByTestId('pay').tap();
      const told = page.getByTestId('problem');
      await told.waitFor();
      const { y = 0, height = 0 } = (await told.boundingBox()) ?? {};
      expect(y + height).toBeLessThanOrEqual(viewport.height);
    }
  });

  it('never has what is typed into behind the button', async () => {
    const sandbox = await start({ host: '0.0.0.0', publicUrl: 'network' });
    await submit(sandbox, PATHS.web, orders.web(sandbox, shop.url));
    const panel = await panelOf(sandbox, 'o-1');
    const page = await phonePage();
    const behind: string[] = [];
    for (const viewport of [
      { width: 393, height: 727 },
      { width: 320, height: 568 },
      { width: 568, height: 320 },
    ]) {
      await page.setViewportSize(viewport);
      await page.goto(await linkIn(panel));
      await page.locator('summary').tap();
      await page.getByTestId('language').focus();
      const seen = new Set<string>();
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press('Tab');
        const focused = page.locator(':focus');
        if ((await focused.getAttribute('data-testid')) === 'pay') break;
        seen.add((await focused.getAttribute('name')) ?? (await focused.innerText()));
        const box = await focused.boundingBox();
        const pay = await page.getByTestId('pay').boundingBox();
        const isBehind =
          box !== null && pay !== null && box.y + box.height > pay.y && box.y < pay.y + pay.height;
        if (isBehind) behind.push(`${String(viewport.width)}: ${[...seen].at(-1) ?? ''}`);
      }
      expect([...seen]).toEqual(expect.arrayContaining(['card_no', 'acct_name', 'bind_mob', 'verify_code']));
    }
    expect(behind).toEqual([]);
  });

  it.each([
    ['its own address in the network', { host: ADDRESS, publicUrl: 'network' }, 0],
    ['a public address of this machine alone', { host: ADDRESS, publicUrl: 'http://localhost:1' }, 1],
  ])(
    'has no code of what no phone opens, and no hint where all is well: at %s',
    async (_, options, hints) => {
      const sandbox = await start(options);
      await call(sandbox, PATHS.direct, orders.direct(sandbox, shop.url));
      const panel = await panelOf(sandbox, 'o-1');
      expect(await scan(panel.find('phone').locator('img'))).toContain(ADDRESS);
      expect(await panel.find('phone-hint').count()).toBe(hints);
    },
  );

  it('is not offered where no phone reaches the sandbox: the panel says how', async () => {
    const sandbox = await start({});
    await call(sandbox, PATHS.direct, orders.direct(sandbox, shop.url));
    const panel = await panelOf(sandbox, 'o-1');
    await panel.find('phone-unreached').locator('summary').click();
    await panel.sees('phone-unreached', 'HOST=0.0.0.0 npm start');
    expect(await panel.find('phone').count()).toBe(0);
    await panel.go('/setup');
    await panel.sees('network', 'this machine alone');
  });

  it('says where the shop’s own codes lead that no phone opens', async () => {
    const sandbox = await start({ host: '0.0.0.0' });
    await call(sandbox, PATHS.direct, orders.direct(sandbox, shop.url));
    const panel = await panelOf(sandbox, 'o-1');
    await panel.sees('phone-hint', `lead to ${sandbox.publicUrl}, which no phone opens`);
    expect(await scan(panel.find('phone').locator('img'))).toMatch(/^http:\/\/(?!localhost|127\.)/);
  });

  it('buys in the sample shop with HOST=0.0.0.0, by its code and by the cashier', async () => {
    const sampleShop = await ShopProcess.start({ HOST: '0.0.0.0', SHOP_DATA_DIR: 'memory://' });
    opened.push(() => sampleShop.stop());
    expect(new URL(sampleShop.url).hostname).toBe(new URL(sampleShop.sandboxUrl).hostname);
    expect(new URL(sampleShop.url).hostname).not.toMatch(/^(localhost|127\.)/);
    expect(sampleShop.log).toContain('With a phone in the same network');

    const buyer = await Customer.arrive(await phone(browser), sampleShop.url, 'phone-shop');
    opened.push(() => buyer.page.context().close());
    await buyer.order();
    await buyer.choose('wechat');
    const link = await scan(buyer.page.getByTestId('qr'));
    expect(link).toBe(await buyer.see('qr-link'));
    await buyer.keep('qr');
    const wallet = await phonePage();
    await wallet.goto(link);
    await wallet.getByTestId('pay').tap();
    await wallet.getByTestId('paid').waitFor();
    await buyer.see('paid');

    const no_order = await buyer.order();
    await buyer.choose('aggregate');
    await expectThumb(buyer.page);
    await buyer.keep('cashier');
    await buyer.page.getByTestId('pay').tap();
    expect(await buyer.see('paid')).toContain('Paid');
    expect(buyer.page.url()).toBe(`${sampleShop.url}/orders/${no_order}`);
  });
});
