import { readFileSync } from 'node:fs';

import { LianlianSandbox } from 'nestjs-lianlian/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { AttackView } from '../../lib/sandbox/contract.js';
import { type Care, CARES, OwnShop } from '../e2e/attack/support/own-shop.js';
import { call, orders, PATHS } from '../e2e/sandbox/support/merchant.js';
import { expectAccessible, expectToFit } from './support/accessibility.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { Panel } from './support/panel.js';

/** What somebody writes who has read that LianLian sends a POST. */
const NAIVE: readonly Care[] = ['limits-bodies', 'acknowledges'];

describe.skipIf(!hasChromium())('the control panel: attacks', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  /** A sandbox that knows where the shop says what is paid, as the sample shop's does. */
  async function stage(
    cares: readonly Care[],
  ): Promise<{ sandbox: LianlianSandbox; shop: OwnShop; close: () => Promise<unknown> }> {
    const keys = await LianlianSandbox.start({ modulusLength: 1024 });
    const shop = await OwnShop.open(keys.lianlianPublicKey, keys.options.oidPartner, cares);
    const sandbox = await LianlianSandbox.start({
      lianlianKey: keys.lianlianPrivateKey,
      modulusLength: 1024,
      shopStatus: { url: shop.statusUrl, paid: shop.paid },
    });
    for (const no_order of ['o-1', 'o-2']) {
      shop.orders.set(no_order, { money: '210.90', shipped: 0 });
      await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.notifyUrl), no_order });
    }
    return { sandbox, shop, close: () => Promise.all([keys.stop(), sandbox.stop(), shop.close()]) };
  }

  it('shows a careful shop row after row, all of it held, and hands out the scorecard', async () => {
    const { sandbox, shop, close } = await stage(CARES);
    const panel = await Panel.open(browser, sandbox.url);
    await panel.order('o-1');
    await panel.click('attack-with');
    expect(await panel.page.getByLabel('Address').inputValue()).toBe(shop.statusUrl);
    const chosen = panel.page.getByLabel('Order', { exact: true }).locator('option:checked');
    expect(await chosen.textContent()).toBe('o-1 · ¥ 210.90 · 羽毛球');
    await panel.click('attack');
    // Live: the first rows stand there while others are tried.
    await panel.sees('attack-unsigned', 'Held');
    await panel.sees('verdicts', 'Under way');
    await panel.hears('All 19 held');
    await panel.sees('verdicts', '19 held');
    expect(await panel.page.locator('.scorecard .notice').count()).toBe(0);
    expect(shop.orders.get('o-1')).toMatchObject({ shipped: 1 });
    expect(shop.orders.get('o-2')).toMatchObject({ shipped: 0 });
    const downloading = panel.page.waitForEvent('download');
    await panel.click('scorecard-json');
    const file = await (await downloading).path();
    expect(JSON.parse(readFileSync(file, 'utf8')) as AttackView).toMatchObject({ no_order: 'o-1', held: 19 });
    await expectAccessible(panel.page);
    await panel.keep('attack-held');
    await panel.leave();
    await close();
  });

  it('asks no page where its address is cleared, though the sandbox knows one', async () => {
    const { sandbox, close } = await stage(CARES);
    const panel = await Panel.open(browser, sandbox.url, '/attack');
    await panel.page.getByLabel('Address').fill('');
    await panel.page.getByLabel('What matches only where it is paid').fill('');
    await panel.click('attack');
    await panel.hears(/\d+ held, 0 fell, [1-9]\d* unclear/);
    await panel.leave();
    await close();
  });

  it('names the holes of a naive shop, and what to do about each: in Chinese, on a phone', async () => {
    const { sandbox, close } = await stage(NAIVE);
    const panel = await Panel.open(browser, sandbox.url, '/attack', {
      locale: 'zh-CN',
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    });
    await panel.click('attack');
    await panel.page.getByTestId('said').filter({ hasText: '项失败' }).waitFor();
    await panel.sees('attack-unsigned', '失败');
    await panel.sees('attack-unsigned', '先用连连公钥对收到的字段验签');
    await panel.sees('attack-twice-at-once', /发货了 \d+ 次/);
    await panel.sees('attack-paid-twice', '安排退款');
    await expectAccessible(panel.page);
    await expectToFit(panel.page);
    await panel.keep('attack-naive');
    await panel.leave();
    await close();
  });

  it('says what to do where no order waits, and where the shop is not there', async () => {
    const { sandbox, shop, close } = await stage(CARES);
    const panel = await Panel.open(browser, sandbox.url);
    await panel.click('place-attack');
    await panel.page.getByLabel('Notification route').fill('http://127.0.0.1:1/notify');
    await panel.click('attack');
    await panel.hears('nobody answers at http://127.0.0.1:1/notify');
    expect(await panel.find('scorecard').count()).toBe(0);
    await sandbox.pay('o-1');
    await sandbox.pay('o-2');
    await panel.sees('nothing', 'Order something in the shop, and do not pay it');
    expect(shop.orders.get('o-2')).toMatchObject({ shipped: 1 });
    await panel.keep('attack-none');
    await panel.leave();
    await close();
  });
});
