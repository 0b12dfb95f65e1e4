import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { pixelsBeside, seriousProblems } from './support/accessibility.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { OPERATOR_PASSWORD } from './support/operator.js';
import { ShopProcess } from './support/shop-process.js';
import { tour } from './support/tour.js';
import { keepScreenshot } from './support/screenshots.js';

const SIZES = [
  // The schemes in which axe-core looks. The picture is taken in the last of them.
  ['phone', { width: 390, height: 740 }, ['dark', 'light']],
  ['desktop', { width: 1280, height: 800 }, ['dark']],
] as const;

/** LianLian's own words are Chinese, and quoted as they are. */
const QUOTES = '[data-testid="problem"], [data-testid="verify_code-problem"], [data-testid="saved-card"]';

describe.skipIf(!hasChromium())('every page of the shop and of the operator’s side', () => {
  let browser: Browser;
  let shop: ShopProcess;

  beforeAll(async () => {
    browser = await launchChromium();
    shop = await ShopProcess.start({ OPERATOR_PASSWORD });
  });
  afterAll(() => Promise.all([browser.close(), shop.stop()]));

  it.each([
    ['zh-CN', 'zh-CN', /[a-z]{2,} [a-z]{2,}/i],
    ['en-GB', 'en', /[\u4e00-\u9fff]/],
  ] as const)(
    'in %s can be used by everybody, on a phone too, and is in one language',
    async (locale, lang, foreign) => {
      const found: string[] = [];
      const visited: string[] = [];
      await tour(browser, shop.url, locale, async (name, page) => {
        visited.push(name);
        // With its stylesheet.
        await page.waitForLoadState('load');
        for (const [size, viewport, schemes] of SIZES) {
          await page.setViewportSize(viewport);
          for (const colorScheme of schemes) {
            await page.emulateMedia({ colorScheme });
            const where = `${name}, ${size}, ${colorScheme}`;
            found.push(...(await seriousProblems(page)).map((problem) => `${where}: ${problem}`));
          }
          await keepScreenshot(page, `tour/${lang}-${name}-${size}`);
          const beside = await pixelsBeside(page);
          if (beside > 0) found.push(`${name}, ${size}: ${String(beside)} px wider than the screen`);
        }
        expect(await page.locator('html').getAttribute('lang')).toBe(lang);
        const strange = foreign.exec(await ownWords(page));
        if (strange !== null) found.push(`${name}: “${strange[0]}” is in the other language`);
      });
      expect(visited.length).toBeGreaterThan(25);
      expect(found).toEqual([]);
    },
  );
});

/** What the page says, in `main`, in its title and in what only screen readers read. */
function ownWords(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const main = document.querySelector('main').cloneNode(true);
    for (const quote of main.querySelectorAll('${QUOTES}')) quote.remove();
    const names = [...main.querySelectorAll('[aria-label], [alt], [data-label]')].map(
      (each) => [each.ariaLabel, each.alt, each.dataset.label].join('\\n'),
    );
    return [document.title, main.textContent, ...names].join('\\n');
  })()`);
}
