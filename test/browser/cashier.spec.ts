import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  call,
  type Fields,
  orders,
  PATHS,
  ShopEnd,
  signed,
  startSandbox,
} from '../e2e/sandbox/support/merchant.js';
import { expectAccessible, expectToFit } from './support/accessibility.js';
import { hasChromium, launchChromium, PATIENCE_MS } from './support/chromium.js';
import { keepScreenshot } from './support/screenshots.js';

describe.skipIf(!hasChromium())('the cashier in a browser', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let sandbox: LianlianSandbox;
  let shop: ShopEnd;
  let orderNumber = 0;

  beforeAll(async () => {
    [browser, sandbox, shop] = await Promise.all([launchChromium(), startSandbox(), ShopEnd.open()]);
    opened.push(() => browser.close());
    opened.push(() => sandbox.stop());
    opened.push(() => shop.close());
  });
  afterAll(() => Promise.all(opened.map((close) => close())));

  /** A payer's browser. Complaints of the browser's, such as about the page's policy, fail the test. */
  async function visit(
    options: BrowserContextOptions,
    go: (page: Page, context: BrowserContext) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({ locale: 'en-US', ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      const isOurs = message.type() === 'error' && !message.text().startsWith('Failed to load resource');
      if (isOurs) complaints.push(message.text());
    });
    try {
      await go(page, context);
    } finally {
      await context.close();
    }
    expect(complaints).toEqual([]);
  }

  /** Posts a signed form, as a shop's page does. */
  async function post(page: Page, path: string, fields: Fields): Promise<void> {
    const form = signed(fields, sandbox.options.privateKey);
    await page.goto('about:blank');
    await page.evaluate(
      `((action, fields) => {
        const form = document.createElement('form');
        Object.assign(form, { method: 'post', action });
        for (const [name, value] of Object.entries(fields)) {
          const input = document.createElement('input');
          Object.assign(input, { name, value });
          form.append(input);
        }
        document.body.append(form);
        form.submit();
      })(${JSON.stringify(sandbox.url + path)}, ${JSON.stringify(form)})`,
    );
    // The page for a payer takes an address of its own.
    await page.waitForURL(({ pathname }) => pathname === path || pathname.startsWith('/sandbox/checkout/'));
  }

  const numbered = (fields: Fields): Fields => ({ ...fields, no_order: `cashier-${String(++orderNumber)}` });
  const cashier = (page: Page, changes: Fields = {}): Promise<void> =>
    post(page, PATHS.redirect, numbered({ ...orders.redirect(sandbox, shop.url), ...changes }));
  const cardPage = (page: Page): Promise<void> =>
    post(page, PATHS.web, numbered(orders.web(sandbox, shop.url)));
  const banking = (page: Page): Promise<void> =>
    post(page, PATHS.banking, numbered(orders.banking(sandbox, shop.url)));

  /** What a phone opens that scanned the QR code. */
  async function scanned(page: Page): Promise<void> {
    const { fields } = await call(sandbox, PATHS.direct, numbered(orders.direct(sandbox, shop.url)));
    await page.goto(fields['payLoad'] ?? '');
  }

  /** What a payer sees within WeChat. No code leads there: the panel does. */
  async function inWechat(page: Page): Promise<void> {
    const fields = { ...orders.direct(sandbox, shop.url), pay_type: 'W', appid: 'wx1', openid: 'open-1' };
    await call(sandbox, PATHS.direct, numbered(fields));
    await page.goto(`${sandbox.url}/_sandbox/#/orders`);
    await page.getByTestId(`order-cashier-${String(orderNumber)}`).click();
    await page.getByTestId('payer-page').click();
  }

  /** Every page that a payer can see: how to get there, and what tells that it is there. */
  const PAGES: readonly (readonly [name: string, there: string, go: (page: Page) => Promise<void>])[] = [
    ['methods', 'pay', (page) => cashier(page)],
    ['banks', 'bank', banking],
    ['card', 'sms-hint', cardPage],
    [
      'wrong-code',
      'problem',
      async (page) => {
        await cardPage(page);
        await page.locator('#verify_code').fill('000000');
        await page.getByTestId('pay').click();
      },
    ],
    ['qr', 'wallet', scanned],
    ['wechat', 'wallet', inWechat],
    [
      'paid',
      'paid',
      async (page) => {
        await scanned(page);
        await page.getByTestId('pay').click();
      },
    ],
    [
      'failed',
      'retry',
      async (page) => {
        await scanned(page);
        await page.getByTestId('fail').click();
      },
    ],
    [
      'processing',
      'processing',
      async (page) => {
        await cardPage(page);
        await page.locator('#card_no').fill(TEST_CARDS.processing);
        await page.getByTestId('pay').click();
      },
    ],
    ['refused', 'ret_code', (page) => cashier(page, { money_order: '0' })],
    [
      'not-found',
      'to-panel',
      async (page) => {
        await page.goto(`${sandbox.url}/nothing`);
      },
    ],
  ];

  describe.each([
    ['light', 390, 'en-US'],
    ['dark', 1280, 'zh-CN'],
  ] as const)('%s, %i pixels wide, %s', (colorScheme, width, locale) => {
    it.each(PAGES)('%s: accessible, in one language, and as wide as the screen', (name, there, go) =>
      visit({ colorScheme, locale, viewport: { width, height: 740 } }, async (page) => {
        await go(page);
        await page.getByTestId(there).first().waitFor();
        expect(await page.getAttribute('html', 'lang')).toBe(locale === 'zh-CN' ? 'zh-CN' : 'en');
        const heading = (await page.locator('h1').textContent()) ?? '';
        expect(heading).toMatch(locale === 'zh-CN' ? /^[\u4e00-\u9fff]+$/ : /^[A-Za-z -]+$/);
        await expectAccessible(page);
        await expectToFit(page);
        await keepScreenshot(page, `cashier-${name}-${colorScheme}-${String(width)}`);
      }),
    );
  });

  it('fills in a test card, and pays with it', () =>
    visit({}, async (page) => {
      await cardPage(page);
      await page.getByText('Test cards').click();
      await page.getByTestId('fill-6001').click();
      expect(await page.getByLabel('Card number').inputValue()).toBe(TEST_CARDS.insufficientBalance);
      expect(await page.evaluate('document.activeElement.id')).toBe('card_no');
      await page.getByTestId('pay').click();
      expect(await page.getByTestId('problem').textContent()).toBe('6001 卡余额不足');
      await page.getByText('Use another card').waitFor();
      await page.getByText('Test cards').click();
      await page.getByTestId('fill-0000').click();
      await page.getByTestId('pay').click();
      await page.getByTestId('paid').waitFor();
      expect(sandbox.transaction(`cashier-${String(orderNumber)}`).result_pay).toBe('SUCCESS');
    }));

  it('tells the code that no SMS brings', () =>
    visit({}, async (page) => {
      await cardPage(page);
      expect(await page.getByTestId('sms-hint').textContent()).toBe('123456');
      await page.locator('#verify_code').fill('654321');
      await page.getByTestId('pay').click();
      expect(await page.getByTestId('problem').textContent()).toBe('1900 短信码校验错误');
      await page.getByText('The SMS code is wrong').waitFor();
    }));

  it('asks for a bank where one is needed, and names none to a shop that was paid by a wallet', () =>
    visit({}, async (page) => {
      await cashier(page);
      await page.getByTestId('bank').selectOption('03080000');
      await page.getByTestId('method-8').check();
      expect(await page.getByTestId('bank').isVisible()).toBe(true);
      await page.getByTestId('pay').click();
      await page.getByTestId('paid').waitFor();
      expect(shop.received.at(-1)?.fields).toMatchObject({ pay_type: '8', bank_code: '03080000' });
      await cashier(page);
      await page.getByTestId('method-L').check();
      expect(await page.getByTestId('bank').isVisible()).toBe(false);
      await page.getByTestId('pay').click();
      await page.getByTestId('paid').waitFor();
      expect(shop.received.at(-1)?.fields).toMatchObject({ pay_type: 'L' });
      expect(shop.received.at(-1)?.fields).not.toHaveProperty('bank_code');
    }));

  it('changes its language without losing the payment, and remembers it', () =>
    visit({ locale: 'zh-CN' }, async (page) => {
      await cashier(page);
      await page.getByRole('heading', { name: '收银台' }).waitFor();
      await page.getByTestId('language').click();
      await page.getByRole('heading', { name: 'Cashier' }).waitFor();
      await page.getByTestId('fail').click();
      await page.getByRole('heading', { name: 'Payment failed' }).waitFor();
      await page.getByTestId('retry').click();
      await page.getByTestId('pay').click();
      await page.getByRole('heading', { name: 'Paid' }).waitFor();
    }));

  it('keeps a result through Back and a reload, and leads to the shop from there', () =>
    visit({}, async (page) => {
      const returns: (string | null)[] = [];
      await page.route('https://shop.example/**', (route) => {
        returns.push(route.request().postData());
        return route.fulfill({ contentType: 'text/html', body: 'the shop' });
      });
      await cashier(page, { url_return: 'https://shop.example/return' });
      await page.getByTestId('fail').click();
      await page.getByRole('heading', { name: 'Payment failed' }).waitFor();
      const posts: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST') posts.push(request.url());
      });
      await page.reload();
      await page.getByRole('heading', { name: 'Payment failed' }).waitFor();
      await page.goto('about:blank');
      await page.goBack();
      await page.getByRole('heading', { name: 'Payment failed' }).waitFor();
      expect(posts).toEqual([]);
      expect(await page.getByTestId('to-shop').getAttribute('href')).toBe('https://shop.example/return');
      await page.getByTestId('retry').click();
      await page.getByTestId('pay').click();
      await page.waitForURL('https://shop.example/return');
      await page.goBack();
      await page.getByRole('heading', { name: 'Paid' }).waitFor();
      await page.getByTestId('to-shop').click();
      await page.waitForURL('https://shop.example/return');
      expect(returns).toHaveLength(2);
      expect(returns[1]).toContain('result_pay=SUCCESS');
    }));

  it('can be paid within WeChat', () =>
    visit({}, async (page) => {
      await inWechat(page);
      await page.getByTestId('pay').click();
      await page.getByTestId('paid').waitFor();
      const no_order = `cashier-${String(orderNumber)}`;
      expect(shop.received.at(-1)?.fields).toMatchObject({ no_order, result_pay: 'SUCCESS' });
    }));

  it('can be paid without JavaScript and without a mouse', () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      await scanned(page);
      await page.getByTestId('pay').focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('paid').waitFor();
    }));
});
