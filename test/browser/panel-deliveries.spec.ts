import { LianlianSandbox } from 'nestjs-lianlian/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { call, orders, PATHS, ShopEnd, startSandbox } from '../e2e/sandbox/support/merchant.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { Panel } from './support/panel.js';
import { ReceivingShop } from './support/receiving-shop.js';
import { TogetherShop } from './support/together-shop.js';

describe.skipIf(!hasChromium())('the control panel: notifications', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let sandbox: LianlianSandbox;
  let shop: ReceivingShop;
  let plain: ShopEnd;
  let place: (no_order: string) => Promise<void>;

  beforeAll(async () => {
    [browser, sandbox, plain] = await Promise.all([launchChromium(), startSandbox(), ShopEnd.open()]);
    opened.push(() => browser.close());
    opened.push(() => sandbox.stop());
    opened.push(() => plain.close());
    const receiving = await ReceivingShop.open(sandbox);
    ({ shop, place } = receiving);
    opened.push(() => receiving.app.close());
  });
  afterAll(() => Promise.all(opened.map((close) => close())));

  /** A paid order of a plain shop, in the panel. */
  async function paidAt(url: string, no_order: string): Promise<Panel> {
    await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, url), no_order });
    await sandbox.pay(no_order);
    const panel = await Panel.open(browser, sandbox.url);
    await panel.order(no_order);
    return panel;
  }

  /** What the plain shop got of an order. */
  const received = (no_order: string): string[] =>
    plain.received.filter(({ fields }) => fields['no_order'] === no_order).map(({ body }) => body);

  it('has nothing to send before an order is paid', async () => {
    await place('unpaid-1');
    const panel = await Panel.open(browser, sandbox.url);
    await panel.order('unpaid-1');
    const buttons = await panel.find('deliver').getByRole('button').all();
    expect(await Promise.all(buttons.map((button) => button.isDisabled()))).toEqual(buttons.map(() => true));
    expect(buttons).toHaveLength(11);
    await panel.leave();
  });

  it('sends again: the very same bytes', async () => {
    const panel = await paidAt(plain.url, 'again-1');
    await panel.click('deliver-again');
    await panel.hears('Send again: 200 Acknowledged');
    const bodies = received('again-1');
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toBe(bodies[0]);
    const attempt = await panel.attempt(2);
    expect(await attempt.getByTestId('body-sent').textContent()).toBe(bodies[0]);
    expect(await attempt.getByTestId('how').textContent()).toBe('Send again');
    await panel.isSame();
    await panel.leave();
  });

  it('sends twice at once: the second copy is there before the first is answered', async () => {
    const together = await TogetherShop.open();
    const panel = await paidAt(together.url, 'twice-1');
    together.answerTogether(2);
    await panel.click('deliver-twice');
    await panel.hears('Send twice at once: 200 Acknowledged; 200 Acknowledged');
    expect(together.most).toBe(2);
    await panel.find('attempt').nth(2).waitFor();
    await panel.keep('twice');
    await panel.leave();
    await together.close();
  });

  it('sends late: when the clock has gone so far', async () => {
    const panel = await paidAt(plain.url, 'late-1');
    for (const wrong of ['1e', '', '0']) {
      await panel.page.getByLabel('Minutes late').fill('');
      await panel.page.getByLabel('Minutes late').pressSequentially(wrong);
      await panel.click('deliver-late');
      await panel.hears('Enter a whole number of minutes, from 1 to 1440.');
      await panel.page.getByRole('button', { name: 'Dismiss' }).click();
    }
    await panel.page.getByLabel('Minutes late').fill('25');
    await panel.click('deliver-late');
    await panel.hears('Send late: due at');
    expect(received('late-1')).toHaveLength(1);
    await panel.click('advance-2');
    await panel.sees('ahead', '2 min ahead');
    expect(received('late-1')).toHaveLength(1);
    await panel.click('advance-30');
    await panel.find('attempt').nth(1).waitFor();
    expect(received('late-1')).toHaveLength(2);
    await panel.leave();
  });

  it('sends out of order: the refund’s notification first', async () => {
    const panel = await paidAt(plain.url, 'order-1');
    await sandbox.refund('order-1', '10.00');
    await panel.find('notification').nth(1).waitFor();
    const before = plain.received.length;
    await panel.click('deliver-out-of-order');
    await panel.hears('Send out of order: 200 Acknowledged; 200 Acknowledged');
    const kinds = plain.received
      .slice(before)
      .map(({ fields }) => ('money_refund' in fields ? 'refund' : 'payment'));
    expect(kinds).toEqual(['refund', 'payment']);
    await panel.leave();
  });

  it('sends the notification that was chosen', async () => {
    const panel = await paidAt(plain.url, 'chosen-1');
    await sandbox.refund('chosen-1', '10.00');
    await panel.page.getByLabel('Which one').selectOption({ label: '1 · Payment' });
    await panel.click('deliver-again');
    await panel.hears('Send again: 200 Acknowledged');
    expect(plain.received.at(-1)?.fields).toMatchObject({ no_order: 'chosen-1', result_pay: 'SUCCESS' });
    await panel.leave();
  });

  it.each([
    ['tampered', 'Tamper', 401, 'money_order: 210.9 → 210.91'],
    ['wrong-merchant', 'Wrong merchant', 401, 'oid_partner: '],
    ['wrong-amount', 'Wrong amount', 409, 'money_order: 210.9 → '],
    ['wrong-currency', 'Wrong currency', 409, 'currency_order: '],
    ['foreign-key', 'Foreign key', 401, 'sign: '],
    ['unsigned', 'Without signature', 401, 'sign: '],
  ])('sends %s, and a Nest app refuses it', async (how, name, status, change) => {
    const no_order = `${how}-1`;
    await place(no_order);
    await sandbox.pay(no_order);
    const runs = shop.paid.length;
    const panel = await Panel.open(browser, sandbox.url);
    await panel.order(no_order);
    await panel.click(`deliver-${how}`);
    await panel.hears(`${name}: ${String(status)} Correctly rejected`);
    expect(shop.answered.at(-1)?.status).toBe(status);
    expect(shop.paid).toHaveLength(runs);
    const attempt = await panel.attempt(2);
    expect(await attempt.getByTestId('verdict').textContent()).toBe('Correctly rejected');
    await attempt.getByText(change).first().waitFor();
    await panel.isSame();
    if (how === 'tampered') await panel.keep('tampered');
    await panel.leave();
  });

  it('says so where a shop takes what it must refuse', async () => {
    const panel = await paidAt(plain.url, 'careless-1');
    await panel.click('deliver-tampered');
    await panel.hears('Tamper: 200 Wrongly accepted');
    await panel.leave();
  });

  it('drops a copy: nothing arrives', async () => {
    const panel = await paidAt(plain.url, 'drop-1');
    await panel.click('deliver-dropped');
    await panel.hears('Drop: Dropped');
    await panel.find('attempt').nth(1).waitFor();
    expect(received('drop-1')).toHaveLength(1);
    await panel.leave();
  });

  it.each([
    ['ok', 'HTTP 200, but no ret_code 0000 in it', 'Not acknowledged'],
    ['<!doctype html><p>Log in', 'HTTP 200, but it is a page of HTML', 'Not acknowledged'],
    ["{'ret_code':'0000'}", 'Taken, because it says ret_code 0000. The documents want', 'Acknowledged'],
  ])('says of %s what it is, without a click', async (body, reason, verdict) => {
    const teller = await ShopEnd.open();
    teller.response = { status: 200, body };
    const panel = await paidAt(teller.url, `why-${body.replaceAll(/\W/g, '')}`);
    await panel.sees('reason', reason);
    expect(await panel.find('verdict').textContent()).toBe(verdict);
    await panel.click('deliver-again');
    await panel.hears(`Send again: 200 ${verdict}: ${reason}`);
    await panel.leave();
    await teller.close();
  });

  it('shows repeats as the clock brings them, and that the shop does not acknowledge', async () => {
    const [own, deaf] = await Promise.all([startSandbox(), ShopEnd.open()]);
    deaf.response = { status: 500, body: '{"message":"<b>no</b>"}' };
    await call(own, PATHS.direct, orders.direct(own, deaf.url));
    await own.pay('o-1');
    const panel = await Panel.open(browser, own.url);
    await panel.order('o-1');
    await panel.click('advance-2');
    await panel.find('attempt').nth(1).waitFor();
    expect(deaf.received).toHaveLength(2);
    const attempt = await panel.attempt(2);
    expect(await attempt.getByTestId('verdict').textContent()).toBe('Not acknowledged');
    expect(await attempt.getByTestId('reason').textContent()).toContain('HTTP 500. Only HTTP 200');
    expect(await attempt.getByTestId('body-received').textContent()).toBe('{"message":"<b>no</b>"}');
    await panel.click('advance-1440');
    await panel.find('attempt').nth(29).waitFor();
    expect(deaf.received).toHaveLength(30);
    await panel.isSame();
    expect(await attempt.locator('details').getAttribute('open')).not.toBeNull();
    await panel.leave();
    await Promise.all([own.stop(), deaf.close()]);
  });
});
