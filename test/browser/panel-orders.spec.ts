import { LianlianSandbox } from 'nestjs-lianlian/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { call, type Fields, orders, PATHS, ShopEnd, startSandbox } from '../e2e/sandbox/support/merchant.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { Panel } from './support/panel.js';
import { ReceivingShop } from './support/receiving-shop.js';

/** A shop whose goods are an attack on their reader. */
const HOSTILE = '<img src=x onerror=alert(1)>"\'&';

describe.skipIf(!hasChromium())('the control panel: orders', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let sandbox: LianlianSandbox;
  let shop: ReceivingShop;
  let place: (no_order: string) => Promise<void>;

  beforeAll(async () => {
    [browser, sandbox] = await Promise.all([launchChromium(), startSandbox()]);
    opened.push(() => browser.close());
    opened.push(() => sandbox.stop());
    const receiving = await ReceivingShop.open(sandbox);
    ({ shop, place } = receiving);
    opened.push(() => receiving.app.close());
  });
  afterAll(() => Promise.all(opened.map((close) => close())));

  it('shows an order as soon as it is placed, and what becomes of it, on the page that is open', async () => {
    const panel = await Panel.open(browser, sandbox.url);
    let navigations = 0;
    await panel.sees('live', 'Live');
    panel.page.on('framenavigated', () => (navigations += 1));
    await place('live-1');
    await panel.sees('state-live-1', 'Waiting');
    await sandbox.pay('live-1');
    await panel.sees('state-live-1', 'Paid');
    await sandbox.refund('live-1', '10.00');
    await panel.sees('state-live-1', 'Partly refunded');
    await panel.find('state-live-1').waitFor();
    expect(navigations).toBe(0);
    await panel.keep('orders');
    await panel.leave();
  });

  it('pays as the payer does: the shop is told, and the order cannot be paid again', async () => {
    await place('pay-1');
    const panel = await Panel.open(browser, sandbox.url);
    await panel.order('pay-1');
    await panel.keep('order-waiting');
    await panel.click('pay');
    await panel.hears('Paid');
    await panel.sees('state', 'Paid');
    await panel.sees('history', 'Paid');
    await panel.sees('notification-state', 'Acknowledged');
    expect(shop.paid).toContain('pay-1');
    expect(await panel.find('pay').isDisabled()).toBe(true);
    const attempt = await panel.attempt(1);
    expect(await attempt.getByTestId('status').textContent()).toBe('200');
    expect(await attempt.getByTestId('body-sent').textContent()).toBe(sandbox.deliveries('pay-1')[0]?.body);
    expect(await attempt.getByTestId('body-received').textContent()).toBe(
      '{"ret_code":"0000","ret_msg":"ok"}',
    );
    await panel.isSame();
    await panel.keep('order-paid');
    await panel.leave();
  });

  it.each([
    ['fail', 'The payment failed', 'Failed', 'FAILURE'],
    ['abandon', 'The payer gave up', 'Waiting', 'WAITING'],
  ])(
    'lets the payer %s: the shop hears nothing, and the order can still be paid',
    async (button, said, state, result) => {
      await place(`${button}-1`);
      const before = shop.answered.length;
      const panel = await Panel.open(browser, sandbox.url);
      await panel.order(`${button}-1`);
      await panel.click(button);
      await panel.hears(said);
      await panel.sees('state', state);
      await panel.sees('history', button === 'fail' ? 'Payment failed' : 'The payer gave up');
      expect(sandbox.transaction(`${button}-1`).result_pay).toBe(result);
      expect(shop.answered).toHaveLength(before);
      expect(await panel.find('pay').isEnabled()).toBe(true);
      await panel.isSame();
      await panel.leave();
    },
  );

  it('refunds a part and then the rest, and says why more is refused', async () => {
    await place('refund-1');
    await sandbox.pay('refund-1');
    const before = shop.refunded.length;
    const panel = await Panel.open(browser, sandbox.url);
    await panel.order('refund-1');
    await panel.page.getByLabel('Amount (¥ 210.90 left)').fill('10.9');
    await panel.click('refund');
    await panel.hears('Refunded');
    await panel.sees('state', 'Partly refunded');
    await panel.page.getByLabel('Amount (¥ 200.00 left)').fill('200.01');
    await panel.click('refund');
    await panel.hears('5007');
    await panel.page.getByLabel('Amount (¥ 200.00 left)').fill('');
    await panel.click('refund');
    await panel.sees('state', /^\s*Refunded\s*$/);
    await expect.poll(() => shop.refunded.slice(before)).toEqual(['10.9', '200.0']);
    await expect.poll(() => panel.find('refund').isDisabled()).toBe(true);
    await panel.isSame();
    await panel.leave();
  });

  it('ends a refund that takes its time, either way', async () => {
    const [slow, end] = await Promise.all([startSandbox({ refundMs: 86_400_000 }), ShopEnd.open()]);
    for (const [how, said] of [
      ['refund-complete', 'Succeeded'],
      ['refund-fail', 'Failed'],
    ] as const) {
      await call(slow, PATHS.direct, { ...orders.direct(slow, end.url), no_order: how });
      await slow.pay(how);
      const panel = await Panel.open(browser, slow.url);
      await panel.order(how);
      await panel.click('refund');
      await panel.sees('refund-state', 'Processing');
      await panel.click(how);
      await panel.sees('refund-state', said);
      await panel.leave();
    }
    expect(end.received.map(({ fields }) => fields['sta_refund']).filter(Boolean)).toEqual(['2']);
    await Promise.all([slow.stop(), end.close()]);
  });

  it('says what the sandbox said of a refund that has ended meanwhile, and that it failed where it did', async () => {
    const [slow, end] = await Promise.all([startSandbox({ refundMs: 86_400_000 }), ShopEnd.open()]);
    await call(slow, PATHS.direct, orders.direct(slow, end.url));
    await slow.pay('o-1');
    const { no_refund } = await slow.refund('o-1');
    const panel = await Panel.open(browser, slow.url);
    await panel.order('o-1');
    // The tab hears of nothing: it shows what it showed.
    const { oid_paybill } = slow.transaction('o-1');
    const old = await (await fetch(`${slow.url}/_sandbox/orders/${oid_paybill}`)).text();
    await panel.page.route('**/_sandbox/orders/*', (route) =>
      route.fulfill({ contentType: 'application/json', body: old }),
    );
    await slow.completeRefund(no_refund);
    await panel.click('refund-complete');
    await panel.hears(`the refund ${no_refund} has ended`);
    await panel.page.route('**/_sandbox/refunds/**', (route) =>
      route.fulfill({ status: 500, contentType: 'text/plain', body: 'the sandbox failed' }),
    );
    await panel.click('refund-fail');
    await panel.hears('HTTP 500: the sandbox failed');
    await panel.leave();
    await Promise.all([slow.stop(), end.close()]);
  });

  it('shows an order whose number is two dots, and refunds one whose refund is called so', async () => {
    const [slow, end] = await Promise.all([startSandbox({ refundMs: 86_400_000 }), ShopEnd.open()]);
    const order: Fields = { ...orders.direct(slow, end.url), no_order: '..' };
    await call(slow, PATHS.direct, order);
    await slow.pay('..');
    await call(slow, PATHS.refund, {
      ...{ oid_partner: order.oid_partner ?? '', sign_type: 'RSA', no_refund: '..', money_refund: '1.00' },
      ...{ no_order: '..', dt_order: order.dt_order ?? '', dt_refund: order.dt_order ?? '' },
      notify_url: end.url,
    });
    const panel = await Panel.open(browser, slow.url);
    await panel.go('/orders/..');
    await panel.sees('order-number', '..');
    await panel.click('refund-complete');
    await panel.hears('The refund succeeded');
    await panel.leave();
    await Promise.all([slow.stop(), end.close()]);
  });

  it('shows what a shop sends as text, whatever it is', async () => {
    await call(sandbox, PATHS.direct, {
      ...orders.direct(sandbox, 'http://127.0.0.1:1/notify'),
      no_order: 'hostile-1',
      name_goods: HOSTILE,
    });
    const panel = await Panel.open(browser, sandbox.url);
    let dialogs = 0;
    panel.page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await panel.order('hostile-1');
    expect(await panel.find('goods').textContent()).toBe(HOSTILE);
    await panel.click('place-requests');
    await panel.find('request').first().click();
    expect(await panel.find('source').textContent()).toContain(HOSTILE);
    expect(await panel.page.locator('main img').count()).toBe(0);
    expect(dialogs).toBe(0);
    await panel.leave();
  });

  it('finds an order by its number, its goods or its state', async () => {
    await place('needle-1');
    await sandbox.fail('needle-1');
    const panel = await Panel.open(browser, sandbox.url);
    await panel.find('order-needle-1').waitFor();
    for (const text of ['needle', '羽毛球', 'failed']) {
      await panel.page.getByLabel('Find').fill(text);
      await panel.find('order-needle-1').waitFor();
    }
    await panel.page.getByLabel('Find').fill('no such order');
    await panel.find('order-needle-1').waitFor({ state: 'detached' });
    await panel.leave();
  });

  it('connects again when the sandbox comes back, and shows what it missed', async () => {
    const first = await startSandbox();
    const panel = await Panel.open(browser, first.url);
    await panel.sees('live', 'Live');
    await first.stop();
    await panel.sees('live', 'Disconnected');
    const second = await startSandbox({ port: Number(new URL(first.url).port) });
    await call(second, PATHS.direct, { ...orders.direct(second, 'http://127.0.0.1:1/'), no_order: 'back-1' });
    await panel.sees('live', 'Live');
    await panel.sees('state-back-1', 'Waiting');
    await panel.page.context().close();
    await second.stop();
  });
});
