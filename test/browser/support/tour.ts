import { TEST_CARDS } from 'nestjs-lianlian/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import { Customer } from './customer.js';
import { Operator } from './operator.js';
import { reportLine, reportName } from './report-file.js';

/** Called at every page on the way, with a name for it. */
export type Visit = (name: string, page: Page) => Promise<void>;

const SMS_CODE = '123456';

/** Goes through every page of the shop and of the operator's side, once each, in the ways that they can look. */
export async function tour(browser: Browser, shopUrl: string, locale: string, visit: Visit): Promise<void> {
  const context = await browser.newContext({ locale, bypassCSP: true });
  const customer = await Customer.arrive(context, shopUrl, `tour-${locale}`);
  const operator = await Operator.signIn(browser, shopUrl, `tour-${locale}-operator`, locale);
  try {
    const { page } = customer;
    const see = (name: string): Promise<void> => visit(name, page);
    const go = (path: string): Promise<unknown> => page.goto(shopUrl + path);

    await go('/orders');
    await see('no-orders');
    await go('/');
    await see('products');
    await go('/products/shuttlecocks');
    await see('product');
    await go('/products/moon');
    await see('not-found');

    const scanned = await customer.order();
    await see('checkout');
    await customer.choose('wechat');
    await customer.see('qr');
    await see('qr');
    await go(`/orders/${scanned}?return=abandoned`);

    await go('/products/silk-scarf');
    await see('foreign-product');
    await customer.order('silk-scarf');
    await see('foreign-checkout');

    await customer.order();
    await customer.choose('card');
    await customer.see('apply');
    await see('card');
    await customer.click('apply');
    await customer.see('card_no-problem');
    await see('card-problems');
    await customer.enterCard(TEST_CARDS.insufficientBalance);
    await customer.enterCode(SMS_CODE);
    await customer.see('problem');
    await see('order-failed');

    await customer.order();
    await customer.choose('card');
    await customer.enterCard(TEST_CARDS.processing);
    await customer.enterCode(SMS_CODE);
    await customer.see('waiting');
    await see('order-waiting');

    const paid = await customer.order('shuttlecocks');
    await customer.choose('card');
    await customer.page.getByTestId('save-card').check();
    await customer.enterCard(TEST_CARDS.pays);
    await customer.see('verify');
    await see('code');
    await customer.enterCode('000000');
    await customer.see('verify_code-problem');
    await see('code-wrong');
    await payAnew(context, page.url());
    await customer.enterCode(SMS_CODE);
    await customer.see('old-code');
    await see('code-old');
    await customer.enterCode(SMS_CODE);
    await customer.see('paid');
    await see('order-paid');

    await customer.order('silk-scarf');
    await customer.choose('saved');
    await customer.see('apply');
    await see('saved-card');
    await customer.click('apply');
    await customer.see('bind_mob-problem');
    await see('saved-card-problem');
    await customer.fill('bind_mob', '13900000000');
    await customer.click('apply');
    await customer.enterCode(SMS_CODE);
    await customer.see('paid');
    await see('foreign-paid');

    const deposit = await customer.order('racket-rental');
    await see('deposit-checkout');
    await customer.choose('card');
    await customer.enterCard(TEST_CARDS.pays);
    await customer.enterCode(SMS_CODE);
    await customer.see('authorized');
    await see('deposit-held');
    await go('/orders');
    await see('orders');
    await go('/cards');
    await see('cards');

    await operator.open(deposit);
    await operator.see('capture');
    await visit('operator-deposit', operator.page);
    await operator.page.goto(`${shopUrl}/admin`);
    await visit('operator-orders', operator.page);
    await operator.page.goto(`${shopUrl}/admin?text=nothing+like+it`);
    await visit('operator-orders-none', operator.page);
    await operator.open(paid);
    await operator.see('refund');
    await visit('operator-order', operator.page);
    await operator.refund('1000');
    await operator.see('problem');
    await visit('operator-refused', operator.page);
    await operator.refund('10.97');
    await operator.see('refund-succeeded');
    await visit('operator-refunded', operator.page);
    await operator.click('cards');
    await operator.see('saved-card');
    await visit('operator-cards', operator.page);
    await operator.click('unbind');
    await operator.see('question');
    await visit('operator-question', operator.page);
    await operator.agree();
    await operator.see('no-cards');
    await visit('operator-no-cards', operator.page);
    await operator.click('reports');
    await operator.see('reconcile');
    await visit('operator-reports', operator.page);
    await operator.upload(reportName(), ['"quoted","by","a spreadsheet"']);
    await operator.see('problem');
    await visit('operator-report-refused', operator.page);
    await operator.upload(reportName(), [reportLine({ no_order: 'unknown', oid_paybill: '2026' }, '49.95')]);
    await operator.see('disagreed');
    await visit('operator-differences', operator.page);

    await operator.click('payouts');
    await operator.see('balance');
    await visit('operator-payouts-before', operator.page);
    await operator.click('new-payout');
    await operator.see('pay-supplier');
    await visit('operator-payout-form', operator.page);
    await operator.click('pay-supplier');
    await operator.see('amount-problem');
    await visit('operator-payout-problems', operator.page);
    // A magic amount: the sandbox holds it back. A supplier has one payout that is open, and a shop several tours.
    const supplier = locale === 'zh-CN' ? 'tea-garden' : 'postcard-printer';
    await operator.pay(supplier, '44444.33');
    await operator.see('confirm-payout');
    await visit('operator-payout-held', operator.page);
    await operator.click('confirm-payout');
    await operator.see('question');
    await visit('operator-payout-question', operator.page);
    await operator.agree();
    await operator.see('transaction');
    await visit('operator-payout-accepted', operator.page);
    await operator.page.goto(`${shopUrl}/admin/payouts/new`);
    await operator.see(`taken-${supplier}`);
    await visit('operator-payout-taken', operator.page);
    await operator.click('payouts');
    await operator.see('balance');
    await visit('operator-payouts', operator.page);

    await go(`/orders/${paid}`);
    await customer.see('refund-succeeded');
    await see('order-refunded');
  } finally {
    await Promise.all([context.close(), operator.leave()]);
  }
}

/** On another page, by the same card and kept as well: the code of the page before is an old one. */
async function payAnew(context: BrowserContext, codeUrl: string): Promise<void> {
  const other = await Customer.arrive(context, codeUrl, 'tour-other-page');
  await other.page.goto(codeUrl.replace(/code$/, 'card'));
  await other.page.getByTestId('save-card').check();
  await other.enterCard(TEST_CARDS.pays);
  await other.page.close();
}
