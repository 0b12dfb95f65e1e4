import { LianlianSandbox } from 'nestjs-lianlian/testing';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { hasChromium, launchChromium } from './support/chromium.js';
import { Operator, OPERATOR_PASSWORD } from './support/operator.js';
import { ShopProcess } from './support/shop-process.js';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };

/** The operator pays suppliers, in a shop whose LianLian is a sandbox of the test's: what it does is the test's to say. */
describe.skipIf(!hasChromium())('the operator pays suppliers', () => {
  let browser: Browser;
  let sandbox: LianlianSandbox;
  let shop: ShopProcess;
  let operator: Operator;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async ({ task }) => {
    sandbox = await LianlianSandbox.start({ payoutMs: 3_600_000, balance: '5000.00' });
    shop = await ShopProcess.start({
      OPERATOR_PASSWORD,
      LIANLIAN_OID_PARTNER: sandbox.options.oidPartner,
      LIANLIAN_PRIVATE_KEY: sandbox.options.privateKey,
      LIANLIAN_PUBLIC_KEY: sandbox.options.lianlianPublicKey,
      LIANLIAN_NOTIFY_URL: 'http://127.0.0.1:9/payments/notify',
      LIANLIAN_PAYOUT_NOTIFY_URL: 'http://127.0.0.1:9/payments/payout-notify',
      LIANLIAN_GATEWAY: sandbox.url,
    });
    const story = `payouts-${task.name.split(':')[0] ?? ''}`;
    operator = await Operator.signIn(
      browser,
      shop.url,
      story,
      task.name.includes('中文') ? 'zh-CN' : 'en-GB',
    );
    await operator.page.setViewportSize(DESKTOP);
  });
  afterEach(async () => {
    await Promise.all([operator.leave(), shop.stop()]);
    await sandbox.stop();
  });

  /** LianLian's notification reaches the shop, wherever LianLian was told to post it. */
  async function notify(no_order: string): Promise<void> {
    const response = await fetch(`${shop.url}/payments/payout-notify`, {
      method: 'POST',
      headers: { 'content-type': 'text/json;charset=utf-8' },
      body: JSON.stringify(sandbox.payouts.notification(no_order)),
    });
    expect(response.status).toBe(200);
    await operator.page.reload();
  }

  async function onBoth(step: string): Promise<void> {
    await operator.keep(step);
    await operator.page.setViewportSize(PHONE);
    await operator.keep(`${step}-phone`);
    await operator.page.setViewportSize(DESKTOP);
  }

  it('paid: the balance, a form, a question, and LianLian’s notification', async () => {
    await operator.page.goto(`${shop.url}/admin`);
    await operator.click('payouts');
    expect(await operator.see('balance')).toBe('CN¥5,000.00');
    await operator.see('no-payouts');
    await operator.keep('none');
    await operator.click('new-payout');
    await onBoth('form');
    await operator.click('pay-supplier');
    await operator.see('amount-problem');
    await operator.keep('problems');
    await operator.fillPayout('shuttlecock-factory', '1280.50');
    await operator.click('pay-supplier');
    expect(await operator.see('question')).toContain('Pay CN¥1,280.50 to Baiyu Sporting Goods');
    await operator.keep('question');
    await operator.click('cancel-confirm');
    expect(sandbox.payouts.all()).toEqual([]);
    await operator.click('pay-supplier');
    await operator.agree();
    await operator.seeState('On its way');
    await onBoth('on-its-way');
    const no_order = await operator.see('payout-number');
    await sandbox.payouts.complete(no_order);
    await notify(no_order);
    await operator.seeState('Paid');
    await operator.keep('paid');
    await operator.click('payouts');
    expect(await operator.see('balance')).toBe('CN¥3,719.50');
    await onBoth('list');
  });

  it('second: refused while the first is not decided, and for a day after it was paid', async () => {
    const no_order = await operator.pay('tea-garden', '300');
    await operator.page.goto(`${shop.url}/admin/payouts/new`);
    expect(await operator.see('taken-tea-garden')).toContain('not decided');
    await onBoth('taken');
    await sandbox.payouts.complete(no_order);
    await operator.page.goBack();
    await notify(no_order);
    await operator.seeState('Paid');
    await operator.page.goto(`${shop.url}/admin/payouts/new`);
    await operator.fillPayout('tea-garden', '300.00');
    await operator.click('pay-supplier');
    expect(await operator.see('problem')).toContain('Shanqian Tea Garden was paid CN¥300.00 at');
    await onBoth('refused');
    expect(await operator.page.locator('#amount').inputValue()).toBe('300.00');
    expect(sandbox.payouts.all()).toHaveLength(1);
  });

  it('tabs: two forms that were opened before either was sent are one payout', async () => {
    const [one, other] = [operator.page, await operator.page.context().newPage()] as const;
    for (const page of [one, other]) {
      await page.goto(`${shop.url}/admin/payouts/new`);
      await page.getByTestId('supplier-tea-garden').check();
      await page.locator('#amount').fill('300');
      await page.locator('#purpose').fill('Invoice 8');
      await page.getByTestId('pay-supplier').click();
      await page.getByTestId('question').waitFor();
    }
    await one.getByTestId('confirm').click();
    await operator.seeState('On its way');
    await other.getByTestId('confirm').click();
    const problem = other.getByTestId('problem');
    await problem.waitFor();
    expect(await problem.textContent()).toContain('has a payout that is not decided');
    expect(sandbox.payouts.all()).toHaveLength(1);
    // Back to the form that was sent, and once more.
    await one.goBack();
    await one.getByTestId('taken-tea-garden').waitFor();
  });

  it('review: why, until when, confirmed by a click, then paid', async () => {
    sandbox.scenario({ fault: 'payout-review', ret_code: '4004', times: 1 });
    const no_order = await operator.pay('tea-garden', '300');
    await operator.seeState('Waits for your confirmation');
    expect(await operator.see('review')).toContain('looks like a repetition');
    await onBoth('held');
    await operator.click('confirm-payout');
    expect(await operator.see('question')).toContain('Pay CN¥300.00 to Shanqian Tea Garden');
    await operator.keep('question');
    await operator.agree();
    await operator.seeState('On its way');
    await sandbox.payouts.complete(no_order);
    await notify(no_order);
    await operator.seeState('Paid');
    const code = sandbox.payouts.get(no_order).review?.confirm_code ?? '';
    expect(code).toMatch(/^\d{6}$/);
    expect(shop.log).not.toContain(code);
  });

  it('left: a review that nobody confirms is closed', async () => {
    sandbox.scenario({ fault: 'payout-review', times: 1 });
    await operator.pay('tea-garden', '300');
    await operator.seeState('Waits for your confirmation');
    await sandbox.clock.advance(25 * 3_600_000);
    await operator.click('check');
    await operator.seeState('Closed');
    await operator.keep('closed');
  });

  it('returned: the bank gave it back, and a new payout has a new number', async () => {
    const no_order = await operator.pay('postcard-printer', '88.80');
    await sandbox.payouts.complete(no_order);
    await notify(no_order);
    await operator.seeState('Paid');
    await sandbox.payouts.returnMoney(no_order);
    await notify(no_order);
    await operator.seeState('Returned by the bank');
    await onBoth('returned');
    await operator.click('new-payout');
    const again = await operator.pay('postcard-printer', '88.80');
    expect(again).not.toBe(no_order);
    await sandbox.payouts.fail(again, '收款账户已销户');
    await notify(again);
    await operator.seeState('Failed');
    expect(await operator.see('reason')).toBe('收款账户已销户');
    await operator.keep('failed');
    await operator.click('payouts');
    await operator.seeCount('payout-returned', 1);
    await onBoth('list');
  });

  it('unknown: lost on its way, asked about, and not offered anew', async () => {
    sandbox.scenario({ fault: 'dropped-connection', api: 'payout.apply', when: 'after', times: 1 });
    sandbox.scenario({ fault: 'payout-late-record', ms: 600_000, times: 1 });
    await operator.pay('tea-garden', '300');
    await operator.seeState('Outcome unknown');
    await onBoth('unknown');
    await operator.click('check');
    await operator.see('too-early');
    await onBoth('too-early');
    await sandbox.clock.advance(601_000);
    await operator.click('check');
    await operator.seeState('On its way');
    expect(sandbox.payouts.all()).toHaveLength(1);
  });

  it('poor: too little balance, topped up, and the same payout sent again', async () => {
    sandbox.setBalance('100.00');
    await operator.pay('tea-garden', '300');
    await operator.seeState('The balance is too low');
    await onBoth('too-low');
    sandbox.setBalance('400.00');
    const no_order = await operator.see('payout-number');
    await operator.click('send-again');
    expect(await operator.see('question')).toContain(`Send payout ${no_order} again`);
    await operator.agree();
    await operator.seeState('On its way');
    expect(sandbox.payouts.all()).toMatchObject([{ no_order, money_order: '300.00' }]);
    sandbox.scenario({ fault: 'bad-gateway', api: 'account.balance' });
    await operator.click('payouts');
    await operator.see('balance-unknown');
    await operator.keep('balance-unknown');
  });

  it('plain: without JavaScript the same is done by pages', async () => {
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      locale: 'en-GB',
      viewport: PHONE,
      httpCredentials: { username: 'operator', password: OPERATOR_PASSWORD },
    });
    const page = await plain.newPage();
    await page.goto(`${shop.url}/admin/payouts/new`);
    await page.getByTestId('supplier-tea-garden').check();
    await page.locator('#amount').fill('12');
    await page.locator('#purpose').fill('Invoice 9');
    await page.getByTestId('pay-supplier').click();
    expect(await page.getByTestId('question').textContent()).toContain('Pay CN¥12.00');
    await page.getByTestId('confirm').click();
    await page.getByTestId('state').filter({ hasText: 'On its way' }).waitFor();
    await page.getByTestId('check').click();
    await page.getByTestId('state').filter({ hasText: 'On its way' }).waitFor();
    await page.goto(`${shop.url}/admin/payouts/new`);
    await page.getByTestId('taken-tea-garden').waitFor();
    expect(sandbox.payouts.all()).toHaveLength(1);
    await plain.close();
  });

  it('中文: 待确认、确认、已付款', async () => {
    sandbox.scenario({ fault: 'payout-review', times: 1 });
    await operator.page.emulateMedia({ colorScheme: 'dark' });
    await operator.page.goto(`${shop.url}/admin/payouts/new`);
    await onBoth('form');
    const no_order = await operator.pay('shuttlecock-factory', '300');
    await operator.seeState('待确认');
    await onBoth('held');
    await operator.click('confirm-payout');
    expect(await operator.see('question')).toContain('像是重复付款');
    await operator.agree();
    await operator.seeState('处理中');
    await sandbox.payouts.complete(no_order);
    await notify(no_order);
    await operator.seeState('已付款');
    await operator.click('payouts');
    await onBoth('list');
  });
});
