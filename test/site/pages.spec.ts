import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { GUIDES, SECTIONS } from '../../site/.vitepress/pages.js';
import { pixelsBeside, seriousProblems } from '../browser/support/accessibility.js';
import { launchChromium } from '../browser/support/chromium.js';
import { readerOf } from './support/reader.js';

const siteUrl = inject('siteUrl');
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;
const VIEWS = [
  // Each theme and each width is examined once; pictures are taken of all.
  { size: 'desktop', colorScheme: 'light', isExamined: true },
  { size: 'desktop', colorScheme: 'dark', isExamined: false },
  { size: 'phone', colorScheme: 'light', isExamined: false },
  { size: 'phone', colorScheme: 'dark', isExamined: true },
] as const;
const HOMES = ['/', '/zh/'] as const;
/** Looked at with care: the home page, code, tables, pictures. */
const PAGES = ['', 'install.html', 'stores.html', 'money-safety.html'];

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const looked = HOMES.flatMap((home) => PAGES.map((page) => `${home}${page}`));

describe.each([...looked, '/api/', '/zh/api/'])('the page %s', (path) => {
  it('can be read by everybody, on a phone too, in both themes', async () => {
    const { page, complaints } = await readerOf(browser, `${siteUrl}${path}`);
    const found: string[] = [];
    for (const { size, colorScheme, isExamined } of VIEWS) {
      await page.setViewportSize(SIZES[size]);
      await page.emulateMedia({ colorScheme });
      await page.locator(colorScheme === 'dark' ? 'html.dark' : 'html:not(.dark)').waitFor();
      const beside = await pixelsBeside(page);
      if (beside > 0) found.push(`${size}: ${String(beside)} px wider than the screen`);
      await page.screenshot({
        path: `artifacts/screenshots/site/${nameOf(path)}-${size}-${colorScheme}.png`,
      });
      if (isExamined) {
        const problems = await seriousProblems(page);
        found.push(...problems.map((problem) => `${size}, ${colorScheme}: ${problem}`));
      }
    }
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await page.locator('html').getAttribute('lang')).toBe(path.startsWith('/zh/') ? 'zh-CN' : 'en-US');
    const description = page.locator('meta[property="og:description"]');
    expect((await description.getAttribute('content'))?.length).toBeGreaterThan(5);
    await page.context().close();
  });
});

describe.each([
  ['/', 'en'],
  ['/zh/', 'zh'],
] as const)('the sidebar of %s', (home, language) => {
  it('has every guide, in sections', async () => {
    const { page } = await readerOf(browser, `${siteUrl}${home}install.html`);
    const links = page.locator('.VPSidebar a');
    const targets = await links.evaluateAll((all) =>
      all.map((link) => new URL((link as unknown as { href: string }).href).pathname),
    );
    for (const { name } of GUIDES) expect(targets).toContain(`${home}${name}.html`);
    const headings = await page.locator('.VPSidebar h2').allInnerTexts();
    expect(headings).toEqual(SECTIONS.map((section) => section[language]));
    await page.context().close();
  });
});

describe('a reader', () => {
  it('keeps the page when the language changes', async () => {
    const { page, complaints } = await readerOf(browser, `${siteUrl}/payouts.html`);
    await page.getByRole('button', { name: 'Change language' }).hover();
    await page.getByRole('banner').getByRole('link', { name: '简体中文' }).click();
    await page.waitForURL('**/zh/payouts.html');
    await page.getByRole('button', { name: '切换语言' }).hover();
    await page.getByRole('banner').getByRole('link', { name: 'English' }).click();
    await page.waitForURL((url) => url.pathname === '/payouts.html');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('can switch to the dark theme, which stays', async () => {
    const { page } = await readerOf(browser, `${siteUrl}/zh/payouts.html`, { colorScheme: 'light' });
    const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    await page.getByRole('switch', { name: '切换到深色模式' }).first().click();
    await page.locator('html.dark').waitFor({ state: 'attached' });
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.locator('html').getAttribute('class')).toBe('dark');
    expect(await background()).not.toBe(light);
    await page.context().close();
  });

  it('is led to an example, file by file', async () => {
    const { page, complaints } = await readerOf(browser, `${siteUrl}/zh/keys.html`);
    await page.locator('main a[href*="aliyun-kms.signer.ts"]').click();
    await page.waitForURL('**/examples/signers/#aliyun-kms.signer.ts');
    expect(await page.locator('pre').allInnerTexts()).toContainEqual(
      expect.stringContaining('class AliyunKmsSigner'),
    );
    await page.getByRole('link', { name: 'signers.tar.gz' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is told the path of a file that the site does not have', async () => {
    const html = await (await fetch(`${siteUrl}/testing.html`)).text();
    // In the text, or in the address on the code host.
    expect(html).toContain('test/package/consumers/examples/jest/jest.config.json');
  });

  it('is told in Chinese that a page is not there', async () => {
    const { page } = await readerOf(browser, `${siteUrl}/zh/nothing.html`);
    await page.getByText('没有这个页面').waitFor();
    await page.context().close();
  });

  it.each(['llms.txt', 'llms-full.txt', 'zh/llms.txt', 'zh/llms-full.txt'])(
    'can give %s to a model',
    async (path) => {
      const text = await (await fetch(`${siteUrl}/${path}`)).text();
      const language = path.startsWith('zh/') ? 'zh' : 'en';
      expect(text).toContain('nestjs-lianlian');
      if (path.endsWith('full.txt')) expect(text).toContain('extends LianlianController()');
      else for (const guide of GUIDES) expect(text).toContain(`[${guide[language]}](/`);
    },
  );
});

/** `/zh/stores.html` as the name of a file: `zh-stores`. */
function nameOf(path: string): string {
  const [name = ''] = `${path}home`.slice(1).split(/\.html/);
  return name.replaceAll('/', '-');
}
