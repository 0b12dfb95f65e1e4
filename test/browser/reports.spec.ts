import { readFileSync } from 'node:fs';

import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hasChromium, launchChromium } from './support/chromium.js';
import { Customer } from './support/customer.js';
import { Operator, OPERATOR_PASSWORD } from './support/operator.js';
import { MERCHANT, type Paid, reportLine, reportName } from './support/report-file.js';
import { ShopProcess } from './support/shop-process.js';

describe.skipIf(!hasChromium())('a daily report of LianLian’s', () => {
  let browser: Browser;
  let shop: ShopProcess;
  let payer: BrowserContext;
  let operator: Operator;

  beforeAll(async () => {
    browser = await launchChromium();
    shop = await ShopProcess.start({ OPERATOR_PASSWORD });
    payer = await browser.newContext({ locale: 'en-GB' });
    operator = await Operator.signIn(browser, shop.url, 'reports');
  });
  afterAll(() => Promise.all([browser.close(), shop.stop()]));

  async function pay(): Promise<Paid> {
    const customer = await Customer.arrive(payer, shop.url, 'reports-payer');
    const no_order = await customer.order();
    await customer.choose('aggregate');
    await customer.click('pay');
    const oid_paybill = await customer.see('transaction');
    await customer.page.close();
    return { no_order, oid_paybill };
  }

  async function upload(name: string, lines: readonly string[]): Promise<void> {
    await operator.page.goto(`${shop.url}/admin`);
    await operator.click('reports');
    await operator.keep('upload');
    await operator.upload(name, lines);
  }

  it('agrees, or differs in one wrong amount and one missing row', async () => {
    const [right, wrong, missing] = [await pay(), await pay(), await pay()];
    const name = reportName();

    await upload(name, [reportLine(right, '49.95'), reportLine(wrong, '49.94')]);
    expect(await operator.see('disagreed')).toContain('2 differences');
    expect(await operator.see('difference-amount-different')).toContain(wrong.no_order);
    expect(await operator.see('difference-missing-in-report')).toContain(missing.no_order);
    await operator.seeCount('difference-missing-in-app', 0);
    expect(await operator.see('matched')).toBe('1');
    await operator.keep('differences');

    await upload(
      name,
      [right, wrong, missing].map((order) => reportLine(order, '49.95')),
    );
    await operator.see('agreed');
    expect(await operator.see('matched')).toBe('3');
    await operator.keep('agreed');
  });

  it('is recognized by its name, and refused with the line that cannot be read', async () => {
    await upload('report.txt', ['nothing']);
    expect(await operator.see('problem')).toContain('Keep the original file name');
    await upload(`JYMX_${MERCHANT}_20140528.txt`, ['nothing']);
    expect(await operator.see('problem')).toContain(
      'Line 1, oid_partner: the line ends before its 14 columns do',
    );
    await operator.keep('unreadable');
  });

  it('that a spreadsheet saved is refused for that, on the form, in the language of the page', async () => {
    const line = reportLine({ no_order: 'o-1', oid_paybill: '2026' }, '49.95');
    const quoted = line
      .split(',')
      .map((cell) => `"${cell}"`)
      .join(',');
    await upload(reportName(), [quoted]);
    expect(await operator.see('problem')).toContain('a spreadsheet added quotes around its columns');
    await operator.see('reconcile');
    await operator.click('language');
    await operator.upload(reportName(), [quoted]);
    expect(await operator.see('problem')).toContain('表格软件给列加上了引号');
    await operator.click('language');
  });

  it('shows how much of it has been sent over a slow connection, then that it is read, then what it says', async () => {
    const { page } = operator;
    await page.goto(`${shop.url}/admin/reports`);
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 100_000 };
    await network.send('Network.emulateNetworkConditions', slow);
    // What was shown while it was sent.
    await page.evaluate(`
      globalThis.shown = [];
      new MutationObserver(() => {
        const text = document.querySelector('.waiting')?.textContent ?? '';
        const value = document.querySelector('.waiting progress')?.getAttribute('value') ?? 'open';
        const line = text + ' ' + value;
        if (text !== '' && shown.at(-1) !== line) shown.push(line);
      }).observe(document.body, { childList: true, subtree: true, attributes: true });
    `);
    const lines = Array.from({ length: 2_000 }, (_, index) =>
      reportLine({ no_order: `o-${String(index)}`, oid_paybill: String(2_026_000_000 + index) }, '49.95'),
    );
    await operator.upload(reportName(), lines);
    await operator.see('disagreed');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    const shown = await page.evaluate<string[]>('shown');
    const percents = shown
      .flatMap((line) => /^Sending the report: (\d+) % \1$/.exec(line)?.[1] ?? [])
      .map(Number);
    expect(percents.length).toBeGreaterThan(1);
    expect(percents).toEqual(percents.toSorted((one, other) => one - other));
    expect(percents[0]).toBeLessThan(100);
    expect(shown).toContain('Reading the report and comparing it … open');
    await network.detach();
    // The page that came is as alive as any.
    await operator.click('language');
    await operator.click('language');
  });

  it('tells of a shop that cannot be reached, and keeps the file for another try', async () => {
    const { page } = operator;
    await page.goto(`${shop.url}/admin/reports`);
    await page.route('**/admin/reports', (route) => route.abort());
    await operator.upload(reportName(), [reportLine({ no_order: 'o-1', oid_paybill: '2026' }, '49.95')]);
    expect(await operator.see('problem')).toContain('cannot be reached');
    await page.unroute('**/admin/reports');
    await operator.click('reconcile');
    await operator.see('disagreed');
  });

  it('can be tried with a sample, which agrees with the shop', async () => {
    await pay();
    await operator.page.goto(`${shop.url}/admin/reports`);
    const [download] = await Promise.all([operator.page.waitForEvent('download'), operator.click('sample')]);
    expect(download.suggestedFilename()).toMatch(/^JYMX_\d{18}_\d{8}\.txt$/);
    await operator.page.locator('#report').setInputFiles({
      name: download.suggestedFilename(),
      mimeType: 'text/plain',
      buffer: readFileSync(await download.path()),
    });
    await operator.click('reconcile');
    await operator.see('agreed');
  });
});
