import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

import { PATIENCE_MS } from './chromium.js';
import { keepScreenshot } from './screenshots.js';

export type Method = 'aggregate' | 'wechat' | 'alipay' | 'card' | 'easypay' | 'saved';

/** Somebody who buys, in a browser. */
export class Customer {
  private steps = 0;

  private constructor(
    readonly page: Page,
    private readonly shopUrl: string,
    private readonly story: string,
  ) {}

  /** @param story names the screenshots */
  static async arrive(context: BrowserContext, shopUrl: string, story: string): Promise<Customer> {
    context.setDefaultTimeout(PATIENCE_MS);
    return new Customer(await context.newPage(), shopUrl, story);
  }

  /** Puts a product into an order and stops at the choice of methods. */
  async order(product = 'oolong-tea'): Promise<string> {
    const isWorthAPicture = product === 'shuttlecocks';
    await this.page.goto(this.shopUrl);
    if (isWorthAPicture) await this.keep('products');
    await this.click(`product-${product}`);
    if (isWorthAPicture) await this.keep('product');
    await this.click('buy');
    await this.see('pay');
    if (isWorthAPicture) await this.keep('checkout');
    return (await this.page.getByTestId('order-number').textContent()) ?? '';
  }

  async choose(method: Method): Promise<void> {
    await this.page.getByTestId(`method-${method}`).check();
    await this.click('pay');
  }

  async enterCard(card_no: string): Promise<void> {
    await this.fill('card_no', card_no);
    await this.fill('acct_name', '张三丰');
    await this.fill('id_no', '339005198901194918');
    await this.fill('bind_mob', '139 5806 9593');
    await this.keep('card');
    await this.click('apply');
    // The form is answered on the page, or by the next one.
    const [code, problem, waiting] = [
      this.page.getByTestId('verify'),
      this.page.getByTestId('problem'),
      this.page.getByTestId('waiting'),
    ] as const;
    await code.or(problem).or(waiting).first().waitFor();
  }

  async enterCode(code: string): Promise<void> {
    await this.fill('verify_code', code);
    await this.click('verify');
  }

  /** By the name of the field: its label is in the visitor's language. */
  async fill(field: string, text: string): Promise<void> {
    await this.page.locator(`input[name="${field}"]`).fill(text);
  }

  async click(testId: string): Promise<void> {
    await this.page.getByTestId(testId).click();
  }

  /** Waits until something is to be seen, and returns its text. */
  async see(testId: string, page: Page = this.page): Promise<string> {
    const found = page.getByTestId(testId);
    await found.waitFor();
    return (await found.textContent()) ?? '';
  }

  /** Opens the order's page in a second tab, marked, so that a reload would show. */
  async watch(no_order: string): Promise<Page> {
    const tab = await this.page.context().newPage();
    await tab.goto(`${this.shopUrl}/orders/${no_order}`);
    await markPage(tab);
    return tab;
  }

  /** A picture of the page as it is now. */
  async keep(step: string, page: Page = this.page): Promise<void> {
    this.steps += 1;
    await keepScreenshot(page, `${this.story}-${String(this.steps).padStart(2, '0')}-${step}`);
  }

  /** The page turned to paid, by itself: its mark is still there. */
  async seePaidWithoutReload(page: Page): Promise<void> {
    expect(await this.see('paid', page)).toContain('Paid');
    expect(await isMarked(page)).toBe(true);
    await this.keep('paid-by-itself', page);
  }
}

/** A reload loses the mark. */
export async function markPage(page: Page): Promise<void> {
  await page.evaluate('globalThis.isTheSamePage = true');
}

function isMarked(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('globalThis.isTheSamePage === true');
}
