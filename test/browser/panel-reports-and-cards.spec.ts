import { readFileSync } from 'node:fs';

import { ReportService } from 'nestjs-lianlian';
import { TEST_CARD_HOLDER, TEST_CARDS, testCards } from 'nestjs-lianlian/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { orders, PATHS, submit } from '../e2e/sandbox/support/merchant.js';
import { DAY, FIRST, SECOND, TradingDay } from '../e2e/sandbox/support/trading-day.js';
import { all } from '../unit/reports/samples.js';
import { expectAccessible, expectToFit } from './support/accessibility.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { Panel } from './support/panel.js';
import { keepScreenshot } from './support/screenshots.js';

const SIZES = [
  ['phone', { width: 390, height: 844 }],
  ['desktop', { width: 1280, height: 800 }],
] as const;

const reports = new ReportService();

describe.skipIf(!hasChromium())('the control panel: reports and test cards', () => {
  let browser: Browser;
  let day: TradingDay;

  beforeAll(async () => {
    [browser, day] = await Promise.all([launchChromium(), TradingDay.open()]);
    await day.trade();
  });
  afterAll(() => Promise.all([browser.close(), day.close()]));

  /** Presses a download, and returns the file. */
  async function downloaded(panel: Panel, testId: string): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([panel.page.waitForEvent('download'), panel.click(testId)]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }

  async function differencesIn(bytes: Buffer): Promise<string[]> {
    const { orders: books, refunds } = day.books;
    const found = await all(reports.reconcile(reports.read(bytes), books, { refunds }));
    return found.map(({ type }) => type);
  }

  it('gives today’s report, which agrees, and the very differences that are ticked', async () => {
    const panel = await Panel.open(browser, day.sandbox.url, '/reports');
    expect(await panel.find('report-day').textContent()).toContain('Totals of 2026-03-10');
    await panel.sees('report-day', '¥ 679.78 × 8');
    await panel.sees('report-day', 'USD 29.90 × 1');
    await panel.sees('report-month', '2026-03-10 · CNY');
    const clean = await downloaded(panel, 'report-download');
    expect(clean.name).toBe(`JYMX_${FIRST}_${DAY}.txt`);
    expect(await differencesIn(clean.bytes)).toEqual([]);
    const summary = await downloaded(panel, 'report-summary');
    expect([summary.name, summary.bytes.toString()]).toEqual([
      `JYMXSUM_${FIRST}_${DAY}.txt`,
      '14|9|892.07|5|-220.24|0|\n',
    ]);
    expect((await downloaded(panel, 'report-month-download')).name).toBe(`JYMX_${FIRST}_202603.txt`);

    await panel.click('report-wrong');
    await panel.find('planted-payment-amount').waitFor();
    expect(await panel.find('difference-unreadable-line').isChecked()).toBe(false);
    expect(await panel.page.locator('[data-testid^=planted-]').count()).toBe(16);
    expect(await panel.find('not-planted').count()).toBe(0);
    const ticked = panel.page.locator('[data-testid^=difference-]:checked');
    for (let left = await ticked.count(); left > 0; left -= 1) await ticked.first().uncheck();
    await panel.find('difference-payment-twice').check();
    await panel.find('difference-refund-not-made').check();
    await panel.find('planted-refund-not-made').waitFor();
    const wrong = await downloaded(panel, 'report-download');
    expect((await differencesIn(wrong.bytes)).toSorted()).toEqual([
      'duplicate-in-report',
      'status-different',
    ]);

    await panel.page.getByLabel('Merchant').selectOption(SECOND);
    await panel.sees('report-day', '¥ 14.00 × 2'); // the one payment, twice
    await panel.sees('not-planted', 'A refund that failed or is under way: there is no refund of that time');
    await panel.click('report-clean');
    await panel.page.getByLabel('Edition').selectOption('comma');
    await panel.sees('report-day', '¥ 7.00 × 1');
    expect((await downloaded(panel, 'report-download')).bytes.toString()).toMatch(/^direct,/);
    await panel.page.getByLabel('Merchant').selectOption(FIRST);
    await panel.sees('problem', 'the edition comma has no column for a currency');
    await panel.page.getByLabel('Edition').selectOption('pipe');
    await panel.page.getByLabel('Day, in China').fill('2026-03-09');
    await panel.sees('report-day', 'No payments and no refunds.');
    await panel.leave();
  });

  it('copies what a card needs, or shows it selected where the clipboard is closed', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const panel = await Panel.open(browser, day.sandbox.url, '/test-cards', { permissions });
    await panel.sees('card-count', String(testCards.length));
    const clipboard = (): Promise<string> => panel.page.evaluate<string>('navigator.clipboard.readText()');
    await panel.click('copy-frozen');
    await panel.hears('Copied');
    expect(await clipboard()).toBe(TEST_CARDS.frozen);
    await panel.click('copy-expiry');
    await expect.poll(clipboard).toBe(TEST_CARD_HOLDER.vali_date);
    await panel.page.evaluate(
      'Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("closed")) } })',
    );
    await panel.click('copy-lost');
    await panel.hears('the text is selected');
    expect(
      await panel.page.evaluate<string>(
        'document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)',
      ),
    ).toBe(TEST_CARDS.lost);
    await panel.keep('test-cards-by-hand');
    await panel.leave();
  });

  it.each(SIZES)('fits a %s, can be read by everybody, and speaks both languages', async (size, viewport) => {
    const panel = await Panel.open(browser, day.sandbox.url, '/test-cards', { viewport });
    await panel.sees('card-count', String(testCards.length));
    await expectAccessible(panel.page);
    await expectToFit(panel.page);
    await panel.keep(`test-cards-${size}`);
    await panel.page.emulateMedia({ colorScheme: 'dark' });
    await panel.go('/reports');
    await panel.click('report-wrong');
    await panel.page.getByLabel('Merchant').selectOption(SECOND);
    await panel.find('not-planted').waitFor();
    await panel.click('report-open');
    await expectAccessible(panel.page);
    await expectToFit(panel.page);
    await panel.keep(`reports-${size}-dark`);
    await panel.page.emulateMedia({ colorScheme: 'light' });
    await panel.page.locator('a[hreflang]').click();
    await panel.sees('report-differences', '带有差异，用来检验对账');
    await panel.click('report-wrong');
    await panel.find('planted-unknown-payment').waitFor();
    await expectToFit(panel.page);
    await panel.keep(`reports-${size}-zh`);
    await panel.click('place-test-cards');
    await panel.sees('cards-refused-at-once', '卡状态异常（如冻结）');
    await expectToFit(panel.page);
    await panel.keep(`test-cards-${size}-zh`);
    await panel.leave();
  });

  it('are a list at the cashier, too, that fills the form in and is text without a script', async () => {
    const { sandbox, shop } = day;
    const [
      { oidPartner, privateKey, lianlianPublicKey } = {
        oidPartner: '',
        privateKey: '',
        lianlianPublicKey: '',
      },
    ] = sandbox.options.merchants;
    const one = {
      url: sandbox.url,
      clock: sandbox.clock,
      options: { oidPartner, privateKey, lianlianPublicKey },
    } as unknown as Parameters<typeof submit>[0];
    const page = await submit(one, PATHS.web, { ...orders.web(one, shop.url), no_order: 'at-the-cashier' });
    const [, path = ''] = /action="(\/sandbox\/checkout\/[0-9a-f]{32})"/.exec(page) ?? [];
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ locale: 'en-US', viewport: SIZES[0][1], javaScriptEnabled });
      const cashier = await context.newPage();
      await cashier.goto(sandbox.url + path);
      await cashier.locator('details.cards summary').click();
      const shown = cashier.locator('details.cards code');
      expect(await shown.allTextContents()).toEqual(testCards.map(({ card_no }) => card_no));
      const button = cashier.getByTestId('fill-1110');
      expect(await button.isVisible()).toBe(javaScriptEnabled);
      if (javaScriptEnabled) {
        await expectToFit(cashier);
        await expectAccessible(cashier);
        await keepScreenshot(cashier, 'cashier-test-cards');
        await button.click();
        expect(await cashier.locator('#card_no').inputValue()).toBe(TEST_CARDS.frozen);
        await cashier.getByTestId('pay').click();
        expect(await cashier.getByTestId('problem').textContent()).toBe('1110 卡状态异常');
      }
      await context.close();
    }
  });
});
