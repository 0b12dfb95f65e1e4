import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { hasChromium, launchChromium } from './support/chromium.js';
import { Customer } from './support/customer.js';
import { Gateway } from './support/gateway.js';
import { Operator, OPERATOR_PASSWORD } from './support/operator.js';
import { ShopProcess } from './support/shop-process.js';

/** The shop of a merchant with settings in the environment, whom no notification reaches. */
describe.skipIf(!hasChromium())('the shop when something is down', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let sandbox: LianlianSandbox;
  let gateway: Gateway;
  let shop: ShopProcess;
  let customer: Customer;

  beforeAll(async () => {
    browser = await launchChromium();
    opened.push(() => browser.close());
    sandbox = await LianlianSandbox.start();
    opened.push(() => sandbox.stop());
    gateway = await Gateway.open(sandbox.url);
    opened.push(() => gateway.close());
    shop = await ShopProcess.start({
      SHOP_DATA_DIR: 'memory://',
      OPERATOR_PASSWORD,
      LIANLIAN_OID_PARTNER: sandbox.options.oidPartner,
      LIANLIAN_PRIVATE_KEY: sandbox.options.privateKey,
      LIANLIAN_PUBLIC_KEY: sandbox.options.lianlianPublicKey,
      LIANLIAN_NOTIFY_URL: 'http://127.0.0.1:9/notify',
      LIANLIAN_GATEWAY: gateway.url,
    });
    opened.push(() => shop.stop());
  });
  afterAll(() => Promise.all(opened.map((close) => close())));

  beforeEach(async ({ task }) => {
    const context = await browser.newContext({ locale: 'en-GB' });
    customer = await Customer.arrive(context, shop.url, `outage-${task.name.split(':')[0] ?? ''}`);
  });
  afterEach(async () => {
    gateway.isBroken = false;
    gateway.losesResponses = false;
    await customer.page.context().close();
  });

  it('notification: a payer who returned is not called paid until a query says so', async () => {
    const no_order = await customer.order();
    await customer.choose('aggregate');
    await customer.click('pay');
    expect(await customer.see('waiting')).toContain('waiting for LianLian’s notification');
    await customer.keep('confirmed');
    // No second payment is offered: the way to one leads to the order.
    await customer.page.goto(`${shop.url}/orders/${no_order}/checkout`);
    expect(customer.page.url()).toBe(`${shop.url}/orders/${no_order}`);
    await customer.click('check');
    expect(await customer.see('paid')).toContain('Paid');
  });

  it('gateway: an unknown outcome stays unknown until LianLian answers a query', async () => {
    const no_order = await customer.order();
    gateway.isBroken = true;
    await customer.choose('wechat');
    expect(await customer.see('waiting')).toContain('We do not know yet');
    await customer.keep('unknown');
    await customer.click('check');
    expect(await customer.see('waiting')).toContain('We do not know yet');
    // No second payment is offered: the way to one leads to the order.
    await customer.page.goto(`${shop.url}/orders/${no_order}/checkout`);
    expect(customer.page.url()).toBe(`${shop.url}/orders/${no_order}`);
    gateway.isBroken = false;
    // What was sent may still arrive.
    await customer.click('check');
    expect(await customer.see('waiting')).toContain('We do not know yet');
  });

  it('response: an order whose response was lost can be paid as soon as LianLian says that nobody has paid', async () => {
    await customer.order();
    gateway.losesResponses = true;
    await customer.choose('wechat');
    expect(await customer.see('waiting')).toContain('We do not know yet');
    gateway.losesResponses = false;
    await customer.click('check');
    expect(await customer.see('unpaid')).toContain('Not paid yet');
    await customer.click('try-again');
    await customer.choose('wechat');
    await customer.see('qr');
  });

  it('refund: one whose outcome is unknown is asked about before it is sent again, and happens once', async () => {
    const no_order = await customer.order();
    await customer.choose('aggregate');
    await customer.click('pay');
    await customer.click('check');
    await customer.see('paid');
    const operator = await Operator.signIn(browser, shop.url, 'outage-operator');
    try {
      await operator.open(no_order);
      gateway.isBroken = true;
      await operator.refund('9.95');
      await operator.seeCount('refund-unknown', 1);
      await operator.keep('unknown');
      await operator.click('check-refund');
      await operator.seeCount('refund-unknown', 1);
      gateway.isBroken = false;
      await operator.click('check-refund');
      await operator.seeCount('refund-succeeded', 1);
      expect(sandbox.refunds(no_order)).toHaveLength(1);

      // This time LianLian does it, and only its response is lost.
      gateway.losesResponses = true;
      await operator.refund('10');
      await operator.seeCount('refund-unknown', 1);
      gateway.losesResponses = false;
      await operator.click('check-refund');
      await operator.seeCount('refund-succeeded', 2);
      expect(sandbox.refunds(no_order)).toHaveLength(2);
      await operator.keep('known');
    } finally {
      await operator.leave();
    }
  });

  it('capture: one whose response was lost is asked about, and what was charged is what was asked for', async () => {
    const no_order = await customer.order('racket-rental');
    await customer.choose('card');
    await customer.enterCard(TEST_CARDS.pays);
    await customer.enterCode(sandbox.smsCode(no_order));
    await customer.click('check');
    await customer.see('authorized');
    const operator = await Operator.signIn(browser, shop.url, 'outage-deposit');
    try {
      await operator.open(no_order);
      gateway.isBroken = true;
      await operator.capture('50');
      await operator.seeState('Being charged');
      gateway.isBroken = false;
      await operator.click('check');
      await operator.seeState('Held');
      expect(await operator.see('asked-before')).toContain('CN¥50.00');
      await operator.keep('not-arrived');

      // This time LianLian does it, and only its response is lost.
      gateway.losesResponses = true;
      await operator.capture('30');
      await operator.seeState('Being charged');
      gateway.losesResponses = false;
      await operator.click('check');
      await operator.seeState('Charged CN¥30.00');
      expect(await operator.page.getByTestId('check').count()).toBe(0);
      await operator.keep('charged');
    } finally {
      await operator.leave();
    }
  });

  it('return: what LianLian did not sign is not believed', async () => {
    const no_order = await customer.order();
    await customer.page.goto(
      `${shop.url}/payments/return?order=${no_order}&res_data={"no_order":"${no_order}","result_pay":"SUCCESS"}`,
    );
    expect(await customer.see('unpaid')).toContain('We could not verify');
    await customer.keep('unverified');
  });
});
