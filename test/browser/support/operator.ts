import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

import { Customer } from './customer.js';

/** What `OPERATOR_PASSWORD` is in these tests. */
export const OPERATOR_PASSWORD = 'open-sesame';

/** The person who runs the shop, at `/admin`. */
export class Operator {
  private constructor(
    private readonly context: BrowserContext,
    private readonly visitor: Customer,
    private readonly shopUrl: string,
  ) {}

  /** @param story names the screenshots */
  static async signIn(browser: Browser, shopUrl: string, story: string, locale = 'en-GB'): Promise<Operator> {
    const context = await browser.newContext({
      locale,
      httpCredentials: { username: 'operator', password: OPERATOR_PASSWORD },
    });
    return new Operator(context, await Customer.arrive(context, shopUrl, story), shopUrl);
  }

  get page(): Page {
    return this.visitor.page;
  }

  /** Finds an order in the list, and opens it. */
  async open(no_order: string): Promise<void> {
    await this.page.goto(`${this.shopUrl}/admin`);
    await this.keep('orders');
    await this.click(`order-${no_order}`);
  }

  async refund(amount: string): Promise<void> {
    await this.page.locator('#refund-amount').fill(amount);
    await this.click('refund');
    await this.agree();
  }

  async capture(amount: string): Promise<void> {
    await this.page.locator('#capture-amount').fill(amount);
    await this.click('capture');
    await this.agree();
  }

  /** Fills the form in that pays a supplier. */
  async fillPayout(supplier: string, amount: string): Promise<void> {
    await this.page.getByTestId(`supplier-${supplier}`).check();
    await this.page.locator('#amount').fill(amount);
    await this.page.locator('#purpose').fill('2026-118');
  }

  /** Pays a supplier, and stays on the payout's page. @returns its number */
  async pay(supplier: string, amount: string): Promise<string> {
    await this.page.goto(`${this.shopUrl}/admin/payouts/new`);
    await this.fillPayout(supplier, amount);
    await this.click('pay-supplier');
    await this.agree();
    return this.see('payout-number');
  }

  /** Says yes where the shop asks, and goes on where it says what is wrong instead. */
  async agree(): Promise<void> {
    const confirm = this.page.getByTestId('confirm');
    await confirm.or(this.page.getByTestId('problem')).first().waitFor();
    if (await confirm.isVisible()) await confirm.click();
  }

  /** On the page of the reports. */
  upload(name: string, lines: readonly string[]): Promise<void> {
    return this.uploadBytes(name, Buffer.from(`${lines.join('\r\n')}\r\n`));
  }

  async uploadBytes(name: string, buffer: Buffer): Promise<void> {
    await this.page.locator('#report').setInputFiles({ name, mimeType: 'text/plain', buffer });
    await this.click('reconcile');
  }

  click(testId: string): Promise<void> {
    return this.visitor.click(testId);
  }

  async seeState(text: string): Promise<void> {
    await this.page.getByTestId('state').filter({ hasText: text }).waitFor();
  }

  see(testId: string): Promise<string> {
    return this.visitor.see(testId);
  }

  async seeCount(testId: string, count: number): Promise<void> {
    const found = this.page.getByTestId(testId);
    if (count > 0) await found.nth(count - 1).waitFor();
    expect(await found.count()).toBe(count);
  }

  keep(step: string): Promise<void> {
    return this.visitor.keep(step);
  }

  leave(): Promise<void> {
    return this.context.close();
  }
}
