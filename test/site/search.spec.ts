import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { launchChromium } from '../browser/support/chromium.js';
import { readerOf } from './support/reader.js';

const siteUrl = inject('siteUrl');

describe('the search of the site', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  /** Looks for something as somebody does who never touches the mouse, and opens what is found first. */
  async function lookFor(page: Page, query: string): Promise<string> {
    await page.keyboard.press('Control+k');
    const field = page.locator('.VPLocalSearchBox input');
    await field.waitFor();
    await field.fill(query);
    await page.locator('.VPLocalSearchBox .result').first().waitFor();
    const titles = await page.locator('.VPLocalSearchBox .result .titles').first().innerText();
    await page.screenshot({ path: `artifacts/screenshots/site/search-${query}.png` });
    const before = page.url();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.href !== before);
    await page.locator('.VPLocalSearchBox').waitFor({ state: 'detached' });
    return titles;
  }

  it.each([
    ['/', 'refund', /refund/i],
    // The beginning of a word, and a word that is misspelt.
    ['/', 'refun', /refund/i],
    ['/', 'notificatoin', /notification/i],
    ['/', 'no_order', /no_order/],
    // Inside a sentence, a character alone, and with Latin letters beside it.
    ['/zh/', '退款', /退款/],
    ['/zh/', '押', /押/],
    ['/zh/', 'h5支付', /h5|支付/i],
  ])('finds on %s what holds %s, by keyboard', async (home, query, expected) => {
    const { page, complaints } = await readerOf(browser, `${siteUrl}${home}`);
    await lookFor(page, query);
    expect(new URL(page.url()).pathname.startsWith('/zh/')).toBe(home === '/zh/');
    expect(await page.locator('main').innerText()).toMatch(expected);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('shows the text around what it found', async () => {
    const { page } = await readerOf(browser, `${siteUrl}/zh/`);
    await page.keyboard.press('Control+k');
    await page.locator('.VPLocalSearchBox input').fill('退款通知');
    const found = page.locator('.VPLocalSearchBox .result', { hasText: 'onRefund' }).first();
    await found.locator('.excerpt mark').first().waitFor();
    expect(await found.locator('.titles').innerText()).toContain('退款通知');
    await page.context().close();
  });

  it('says in English pages where Chinese words are found', async () => {
    const { page } = await readerOf(browser, `${siteUrl}/`);
    await page.keyboard.press('Control+k');
    await page.locator('.VPLocalSearchBox input').fill('鑫鑫');
    await page.getByText('请先切换到简体中文').waitFor();
    await page.context().close();
  });

  it('says in Chinese that it found nothing', async () => {
    const { page } = await readerOf(browser, `${siteUrl}/zh/`);
    await page.keyboard.press('Control+k');
    await page.locator('.VPLocalSearchBox input').fill('鑫鑫');
    await page.getByText('没有找到').waitFor();
    await page.context().close();
  });
});
