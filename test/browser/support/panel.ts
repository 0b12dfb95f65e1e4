import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

import { PATIENCE_MS } from './chromium.js';
import { markPage } from './customer.js';
import { keepScreenshot } from './screenshots.js';

/** A browser whose clipboard a test may read. */
export const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

/** The person who looks after a sandbox, at its control panel. */
export class Panel {
  /** What the browser complained about: scripts that fail, and what the page's policy forbids. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly url: string,
  ) {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // Responses of the API that are no success are told in the page.
      const isOurs = message.type() === 'error' && !message.text().startsWith('Failed to load resource');
      if (isOurs) this.complaints.push(message.text());
    });
  }

  /** @param place what follows the `#`, such as `/requests` */
  static async open(
    browser: Browser,
    sandboxUrl: string,
    place = '',
    options: BrowserContextOptions = {},
  ): Promise<Panel> {
    const context = await browser.newContext({ locale: 'en-US', ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    const panel = new Panel(await context.newPage(), context, sandboxUrl);
    await panel.go(place);
    return panel;
  }

  /** Shows a view, as a link to it does. */
  async go(place: string): Promise<void> {
    await this.page.goto(`${this.url}/_sandbox/#${place}`);
    await this.page.locator('main h1').waitFor();
  }

  /** Opens an order out of the list, and waits until it is live: from then on nothing is missed. */
  async order(no_order: string): Promise<void> {
    await this.go('/orders');
    await this.click(`order-${no_order}`);
    await this.sees('order-number', no_order);
    await this.sees('live', 'Live');
    await markPage(this.page);
  }

  find(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  click(testId: string): Promise<void> {
    return this.find(testId).click();
  }

  /** Waits until the text is to be seen there. */
  async sees(testId: string, text: string | RegExp): Promise<void> {
    await this.find(testId).filter({ hasText: text }).first().waitFor();
  }

  /** Waits for what the panel says that it did. */
  async hears(text: string | RegExp): Promise<void> {
    await this.sees('said', text);
  }

  /** Waits until there are `number` attempts to deliver, and returns the last one, opened. */
  async attempt(number: number): Promise<Locator> {
    const attempt = this.find('attempt').nth(number - 1);
    await attempt.locator('summary').first().click();
    return attempt;
  }

  /** Presses a button that copies, hears what was copied, and reads it off the clipboard. */
  async copied(button: string, said: string): Promise<string> {
    await this.find(button).filter({ visible: true }).click();
    await this.page.getByRole('status').filter({ hasText: said }).waitFor();
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** The page is still the one that was opened: nothing was loaded anew. */
  async isSame(): Promise<void> {
    expect(await this.page.evaluate<boolean>('globalThis.isTheSamePage === true')).toBe(true);
  }

  /** A picture of the page as it is now. */
  async keep(name: string): Promise<void> {
    // The bar on top sticks there, and would stand in the middle of a page that was scrolled.
    await this.page.evaluate('scrollTo(0, 0)');
    await keepScreenshot(this.page, `panel-${name}`);
  }

  /** @throws where the browser complained meanwhile */
  async leave(): Promise<void> {
    await this.context.close();
    expect(this.complaints).toEqual([]);
  }
}
