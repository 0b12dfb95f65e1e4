import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { hasChromium, launchChromium } from './support/chromium.js';
import { Customer } from './support/customer.js';
import { mysqlServer, postgresServer, type TestDatabase } from './support/database-servers.js';
import { ShopProcess } from './support/shop-process.js';

const servers = [
  ['PostgreSQL', hasChromium() ? await postgresServer() : undefined],
  ['MySQL or MariaDB', hasChromium() ? await mysqlServer() : undefined],
] as const;

describe.skipIf(!hasChromium())('where the shop keeps its orders', () => {
  let browser: Browser;
  let context: BrowserContext;
  const shops: ShopProcess[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'en-GB' });
  });
  afterEach(async () => {
    await context.close();
    await Promise.all(shops.splice(0).map((shop) => shop.stop()));
  });

  async function open(env: NodeJS.ProcessEnv): Promise<ShopProcess> {
    const shop = await ShopProcess.start(env);
    shops.push(shop);
    return shop;
  }

  /** A customer buys and pays. */
  async function payOne({ url }: ShopProcess, story: string): Promise<string> {
    const customer = await Customer.arrive(context, url, story);
    const no_order = await customer.order();
    await customer.choose('aggregate');
    await customer.click('pay');
    await customer.see('paid');
    return no_order;
  }

  /** The list of the customer whose cookie the browser has: how many orders, all of them paid. */
  async function seePaidOrders({ url }: ShopProcess, story: string, count: number): Promise<void> {
    const customer = await Customer.arrive(context, url, story);
    await customer.page.goto(`${url}/orders`);
    expect(await customer.page.getByText('Paid', { exact: true }).count()).toBe(count);
    expect(await customer.page.getByText('Not paid', { exact: true }).count()).toBe(0);
    await customer.keep('orders');
  }

  it('in a folder: a paid order stays paid through a restart and a power cut', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shop-kept-'));
    try {
      const first = await open({ SHOP_DATA_DIR: folder });
      const no_order = await payOne(first, 'restart');
      await expect(ShopProcess.start({ SHOP_DATA_DIR: folder })).rejects.toThrow('Another shop');
      await first.stop();

      const second = await open({ SHOP_DATA_DIR: folder });
      await payOne(second, 'restart');
      await second.kill();

      const third = await open({ SHOP_DATA_DIR: folder });
      await seePaidOrders(third, 'restart', 2);
      const response = await fetch(`${third.url}/orders/${no_order}`);
      expect(await response.text()).toContain('已支付');
    } finally {
      await Promise.all(shops.map((shop) => shop.stop()));
      rmSync(folder, { recursive: true, force: true });
    }
  });

  describe.each(servers)('in a %s', (name, makeDatabase) => {
    it.skipIf(makeDatabase === undefined)('two processes of the shop show one order as paid', async () => {
      const database: TestDatabase | undefined = await makeDatabase?.();
      if (database === undefined) return;
      try {
        const story = `server-${name.toLowerCase().replaceAll(' ', '-')}`;
        const [one, other] = await Promise.all([
          open({ DATABASE_URL: database.url }),
          open({ DATABASE_URL: database.url }),
        ]);
        const no_order = await payOne(one, story);
        await seePaidOrders(other, story, 1);
        expect(one.log).not.toContain('ERROR');
        expect(await (await fetch(`${other.url}/orders/${no_order}`)).text()).toContain('已支付');
      } finally {
        await Promise.all(shops.map((shop) => shop.stop()));
        await database.drop();
      }
    });
  });
});
