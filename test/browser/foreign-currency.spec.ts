import { LianlianSandbox, signNotification, TEST_CARDS } from 'nestjs-lianlian/testing';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { freePort } from '../../sample-app/src/free-port.js';
import { expectAccessible } from './support/accessibility.js';
import { hasChromium, launchChromium, PATIENCE_MS } from './support/chromium.js';
import { Customer } from './support/customer.js';
import { Operator, OPERATOR_PASSWORD } from './support/operator.js';
import { ShopProcess } from './support/shop-process.js';

describe.skipIf(!hasChromium())('a product in US dollars', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let sandbox: LianlianSandbox;
  let notifyUrl: string;
  let shop: ShopProcess;
  let context: BrowserContext;
  let customer: Customer;

  beforeAll(async () => {
    browser = await launchChromium();
    opened.push(() => browser.close());
    // LianLian is in this process, which can sign as it does.
    sandbox = await LianlianSandbox.start({ refundMs: 500 });
    opened.push(() => sandbox.stop());
    const port = String(await freePort(0, '127.0.0.1'));
    notifyUrl = `http://127.0.0.1:${port}/payments/notify`;
    shop = await ShopProcess.start({
      PORT: port,
      OPERATOR_PASSWORD,
      LIANLIAN_OID_PARTNER: sandbox.options.oidPartner,
      LIANLIAN_PRIVATE_KEY: sandbox.options.privateKey,
      LIANLIAN_PUBLIC_KEY: sandbox.options.lianlianPublicKey,
      LIANLIAN_NOTIFY_URL: notifyUrl,
      LIANLIAN_GATEWAY: sandbox.url,
    });
    opened.push(() => shop.stop());
    context = await browser.newContext({ locale: 'en-GB' });
    opened.push(() => context.close());
    customer = await Customer.arrive(context, shop.url, 'foreign-currency');
  });
  afterAll(async () => {
    for (const close of opened.toReversed()) await close();
  });

  /** The number and the amount of an order, in some currency, signed by LianLian's key. @returns the shop's status */
  async function notify(no_order: string, currency_order: string | undefined): Promise<number> {
    const { oid_partner, dt_order, oid_paybill, money_order } = sandbox.transaction(no_order);
    const fields = { oid_partner, no_order, dt_order, oid_paybill, money_order, currency_order };
    const message = { ...fields, result_pay: 'SUCCESS', pay_type: 'M', settle_date: dt_order.slice(0, 8) };
    const response = await fetch(notifyUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signNotification(message, sandbox.lianlianPrivateKey)),
    });
    return response.status;
  }

  it('says whose dollars they are, in both languages', async () => {
    const { page } = customer;
    await page.goto(`${shop.url}/products/silk-scarf`);
    for (const title of ['Silk scarf', '真丝丝巾']) {
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
      const main = (await page.locator('main').textContent()) ?? '';
      expect(main).toContain('US$29.90');
      expect(main).not.toContain('¥');
      await customer.click('language');
    }
  });

  it('is bought with a card and an SMS code, settled by nothing but dollars, and refunded in part', async () => {
    const no_order = await customer.order('silk-scarf');
    expect(await customer.see('amount')).toBe('US$29.90');
    expect(await customer.page.locator('input[name="method"]').count()).toBe(1);
    await customer.keep('checkout');
    const orderTab = await customer.watch(no_order);
    await customer.choose('card');
    await customer.enterCard(TEST_CARDS.pays);
    expect(await customer.see('verify')).toMatch(/^\s*Pay\s+US\$29\.90\s*$/);
    await expectAccessible(customer.page);
    await customer.keep('code');

    for (const [currency, said] of [
      ['EUR', '29.90 EUR'],
      [undefined, '29.90 yuan'],
    ] as const) {
      expect(await notify(no_order, currency)).toBe(409);
      await expect.poll(() => shop.log).toContain(`LianLian says ${said}, the app expects 29.90 USD`);
    }
    await expect
      .poll(() => customer.see('unpaid', orderTab), { timeout: PATIENCE_MS })
      .toContain('Waiting for the SMS code');

    await customer.enterCode('000000');
    await customer.see('verify_code-problem');
    await customer.enterCode(sandbox.smsCode(no_order));
    await customer.see('paid');
    await customer.seePaidWithoutReload(orderTab);
    expect(await customer.see('money-pay')).toBe('CN¥212.29');
    expect(await customer.see('exchange-rate')).toBe('7.1000');
    expect(await customer.see('amount')).toBe('US$29.90');
    await expectAccessible(customer.page);
    await customer.keep('paid');

    const operator = await Operator.signIn(browser, shop.url, 'foreign-currency-operator');
    opened.push(() => operator.leave());
    await operator.open(no_order);
    await operator.seeState('Paid');
    expect(await operator.see('amount')).toBe('US$29.90');
    expect(await operator.see('money-pay')).toBe('CN¥212.29');
    await operator.refund('29.91');
    expect(await operator.see('problem')).toContain('At most US$29.90 can be refunded');
    await operator.page.locator('#refund-amount').fill('9.90');
    await operator.click('refund');
    expect(await operator.see('question')).toContain(`Refund US$9.90 to the payer of order ${no_order}?`);
    await operator.agree();
    expect(await customer.see('refund-succeeded')).toContain('US$9.90');
    await operator.open(no_order);
    await operator.seeState('Partly refunded');
    expect(await operator.see('refund-succeeded')).toContain('US$9.90');
    await expectAccessible(operator.page);
    await operator.keep('refunded');
    expect(sandbox.refunds(no_order)).toMatchObject([{ money_refund: '9.90', money_foreign_refund: '9.90' }]);
  });
});
