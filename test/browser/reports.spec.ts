import { readFileSync } from 'node:fs';

import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hasChromium, launchChromium } from './support/chromium.js';
import { Customer } from './support/customer.js';
import { Operator, OPERATOR_PASSWORD } from './support/operator.js';
import { MERCHANT, type Paid, reportLine, reportName } from './support/report-file.js';
import { ShopProcess } from './support/shop-process.js';

/** Of an order that the shop does not have. */
const UNKNOWN: Paid = { no_order: 'o-1', oid_paybill: '2026' };

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
    await openForm();
    await operator.keep('upload');
    await operator.upload(name, lines);
  }

  async function uploadBytes(name: string, bytes: Buffer): Promise<void> {
    await openForm();
    await operator.uploadBytes(name, bytes);
  }

  async function openForm(): Promise<void> {
    await operator.page.goto(`${shop.url}/admin`);
    await operator.click('reports');
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
    const line = reportLine(UNKNOWN, '49.95');
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

  it('that is of another merchant or day than its name is refused for that, with the line', async () => {
    const other = '201408071000001539';
    await upload(reportName().replace(MERCHANT, other), [reportLine(UNKNOWN, '49.95')]);
    expect(await operator.see('problem')).toBe(
      `The file is named for merchant ${other}, and this shop is ${MERCHANT}. Download the report of this shop.`,
    );
    await upload(reportName(), [
      reportLine(UNKNOWN, '49.95'),
      reportLine({ ...UNKNOWN, oid_partner: other }, '49.95'),
    ]);
    expect(await operator.see('problem')).toContain(`Line 2 is of merchant ${other}`);

    const old = '20140528';
    const oldName = `JYMX_${MERCHANT}_${old}.txt`;
    await upload(oldName, [reportLine(UNKNOWN, '49.95')]);
    expect(await operator.see('problem')).toContain(
      `The file is named for ${old}, and no row is of that day`,
    );
    await operator.click('language');
    await operator.upload(oldName, [reportLine(UNKNOWN, '49.95')]);
    expect(await operator.see('problem')).toContain(`文件名是 ${old} 的，但没有一行属于这一天：第 1 行属于`);
    await operator.click('language');
    // One row of its day is enough: what is settled around midnight is a difference of that row.
    await upload(oldName, [
      reportLine(UNKNOWN, '49.95'),
      reportLine({ no_order: 'o-2', oid_paybill: '2', settle_date: old }, '49.95'),
    ]);
    await operator.seeCount('difference-missing-in-app', 2);
  });

  it('whose numbers a spreadsheet changed is refused for that, wherever they still can be read', async () => {
    const paid = await pay();
    const zeroed = (number: string): string => number.slice(0, 15).padEnd(number.length, '0');
    expect(paid.oid_paybill.length).toBeGreaterThan(15);
    const changed = [
      { ...UNKNOWN, oid_paybill: '2.02612E+15' },
      { ...UNKNOWN, no_order: '2.01405E+14' },
      { ...UNKNOWN, oid_partner: zeroed(MERCHANT) },
      { ...paid, oid_paybill: zeroed(paid.oid_paybill) },
    ];
    for (const row of changed) {
      await upload(reportName(), [reportLine(UNKNOWN, '49.95'), reportLine(row, '49.95')]);
      expect(await operator.see('problem')).toContain('Line 2: a spreadsheet changed its long numbers.');
    }
    // Another number is another transaction.
    const other = { ...paid, oid_paybill: `${paid.oid_paybill.slice(0, 12)}9999` };
    await upload(reportName(), [reportLine(other, '49.95')]);
    await operator.seeCount('difference-transaction-different', 1);
  });

  it('in UTF-16, with a byte order mark or without, is refused for that', async () => {
    const text = `${reportLine(UNKNOWN, '49.95')}\r\n`;
    const files = [Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(text, 'utf16le')];
    for (const file of files.flatMap((bytes) => [bytes, Buffer.from(bytes).swap16()])) {
      await uploadBytes(reportName(), file);
      expect(await operator.see('problem')).toContain('it was saved as Unicode text, in UTF-16.');
    }
  });

  it.each([
    ['an Excel file', Buffer.from('PK\u0003\u0004'), 'it is an Excel file or an archive'],
    ['an older Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'it is an Excel file or an archive'],
    ['compressed', Buffer.from('1f8b0800', 'hex'), 'it is an Excel file or an archive'],
    ['a web page', Buffer.from('\n<!DOCTYPE html><title>登录</title>'), 'it is a web page'],
  ])('that is %s is refused for that', async (_what, bytes, cause) => {
    await uploadBytes(reportName(), bytes);
    expect(await operator.see('problem')).toContain(cause);
  });

  it('that is empty is refused where the shop has payments of that day', async () => {
    await pay();
    for (const empty of ['', '\ufeff', '\r\n \r\n']) {
      await uploadBytes(reportName(), Buffer.from(empty));
      expect(await operator.see('problem')).toContain('The file is empty');
    }
    await uploadBytes(`JYMX_${MERCHANT}_20140528.txt`, Buffer.from(''));
    await operator.see('agreed');
  });

  it('that a browser numbered, because it was downloaded before, is taken', async () => {
    await upload(reportName().replace('.txt', ' (1).txt'), [reportLine(UNKNOWN, '49.95')]);
    await operator.see('disagreed');
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
    await operator.upload(reportName(), [reportLine(UNKNOWN, '49.95')]);
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
