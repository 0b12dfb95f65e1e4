import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  call,
  callWith,
  type Fields,
  orders,
  PATHS,
  ShopEnd,
  signed,
  startSandbox,
} from '../e2e/sandbox/support/merchant.js';
import { expectAccessible, expectToFit } from './support/accessibility.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { Panel } from './support/panel.js';

const PAGE =
  '<!doctype html><title>Sign &amp; in</title><script>alert(1)</script><img src=x onerror=alert(1)>';

describe.skipIf(!hasChromium())('the control panel: the timeline of an order', () => {
  let browser: Browser;
  let sandbox: LianlianSandbox;
  let shop: ShopEnd;

  beforeAll(async () => {
    [browser, sandbox, shop] = await Promise.all([launchChromium(), startSandbox(), ShopEnd.open()]);
  });
  afterAll(() => Promise.all([browser.close(), sandbox.stop(), shop.close()]));

  const fieldsOf = (no_order: string): Fields => ({ ...orders.direct(sandbox, shop.url), no_order });

  async function opened(no_order: string): Promise<Panel> {
    const panel = await Panel.open(browser, sandbox.url, '', { viewport: { width: 1280, height: 900 } });
    await panel.order(no_order);
    return panel;
  }

  /** The lines of the timeline, without their times. */
  async function linesOf(panel: Panel): Promise<string[]> {
    const lines = await panel.page.locator('.timeline .event-words').all();
    return Promise.all(lines.map(async (line) => (await line.innerText()).replace(/\s+/g, ' ').trim()));
  }

  it('tells requests, steps, refunds and deliveries in the order of time, each with what became of it', async () => {
    const wrong = { ...signed(fieldsOf('story-1'), sandbox.options.privateKey), sign: 'AAAA' };
    await callWith(sandbox, PATHS.direct, JSON.stringify(wrong));
    sandbox.scenario({ fault: 'ret-code', ret_code: '9999', api: 'aggregate.direct', times: 1 });
    await call(sandbox, PATHS.direct, fieldsOf('story-1'));
    await call(sandbox, PATHS.direct, fieldsOf('story-1'));
    await sandbox.fail('story-1');
    await sandbox.pay('story-1');
    shop.response = { status: 500, body: '' };
    await sandbox.refund('story-1', '10.00');
    shop.response = { status: 200, body: '{"ret_code":"0000","ret_msg":"ok"}' };
    await sandbox.deliver('story-1', { how: 'tampered' });
    await sandbox.deliver('story-1', { how: 'late', delayMs: 60_000 });
    const panel = await opened('story-1');
    const no_refund = sandbox.refunds('story-1')[0]?.no_refund ?? '';
    const lines = (await linesOf(panel)).map((line) =>
      line.replace(/\d+ ms/, 'n ms').replace(no_refund, 'R'),
    );
    expect(lines).toEqual([
      'Request aggregate.direct 1001 商户请求签名错误 Signature wrong',
      expect.stringMatching(/^Request aggregate\.direct 9999 .* Signature right ret-code \(s1\)$/),
      'Request aggregate.direct 0000 交易成功 Signature right',
      'Placed 210.90',
      'Payment failed 交易失败',
      'Paid WeChat Pay, QR code',
      '1 · Payment notification #1 200 Acknowledged n ms',
      'Refund applied for 10.00 R Succeeded',
      'Refunded 10.00 R',
      '2 · Refund notification #1 500 Not acknowledged n ms',
      '2 · Refund notification #2 Tamper 200 Wrongly accepted n ms',
      '2 · Refund notification A late copy, due',
      '2 · Refund notification Next repeat, due',
    ]);
    await panel.sees('history', 'money_refund: 10.0 → 10.01');
    await panel.sees('cause', 'Part of the signature is missing');
    const times = await panel.page
      .locator('.timeline time')
      .evaluateAll((all) => all.map((each) => each.getAttribute('datetime') ?? ''));
    expect(times).toEqual(times.toSorted());
    await panel.find('request').nth(2).click();
    await panel.find('source').waitFor();
    await panel.leave();
  });

  it('grows on the open page: what is unfolded stays so, and nothing moves', async () => {
    await call(sandbox, PATHS.direct, fieldsOf('live-1'));
    await sandbox.pay('live-1');
    const panel = await opened('live-1');
    const attempt = panel.find('attempt').first();
    await attempt.locator('summary').click();
    await panel.find('timeline-request').first().locator('summary').click();
    await panel.page.getByLabel('Minutes late').fill('25');
    const places = [attempt, panel.find('pay'), panel.find('deliver'), panel.find('summary')];
    const tops = (): Promise<(number | undefined)[]> =>
      Promise.all(places.map(async (place) => (await place.boundingBox())?.y));
    await panel.page.evaluate('scrollTo(0, 150)');
    const before = await tops();
    await sandbox.deliver('live-1', { how: 'again' });
    await call(sandbox, PATHS.aggregateQuery, {
      oid_partner: sandbox.options.oidPartner,
      sign_type: 'RSA',
      no_order: 'live-1',
    });
    await panel.find('attempt').nth(1).waitFor();
    await panel.find('timeline-request').nth(1).waitFor();
    expect(await tops()).toEqual(before);
    const open = (of: Locator): Promise<string | null> => of.locator('details').first().getAttribute('open');
    expect(await open(attempt)).not.toBeNull();
    expect(await open(panel.find('timeline-request').first())).not.toBeNull();
    expect(await open(panel.find('attempt').nth(1))).toBeNull();
    expect(await panel.page.getByLabel('Minutes late').inputValue()).toBe('25');
    await panel.isSame();
    await panel.leave();
  });

  it('folds a page that a shop answers with, named by its title, and shows it as text', async () => {
    await call(sandbox, PATHS.direct, fieldsOf('page-1'));
    shop.response = { status: 200, body: PAGE };
    await sandbox.pay('page-1');
    shop.response = { status: 200, body: '{"ret_code":"0000","ret_msg":"ok"}' };
    const panel = await opened('page-1');
    await panel.page
      .getByText(`Answered with an HTML page, ‘Sign & in’, ${String(PAGE.length)} bytes`)
      .click();
    expect(await panel.find('body-received').textContent()).toBe(PAGE);
    expect(await panel.page.locator('main img, main script').count()).toBe(0);
    await panel.leave();
  });

  it('stands beside what acts, which stays in sight; on a phone under it', async () => {
    await call(sandbox, PATHS.direct, fieldsOf('long-1'));
    shop.response = { status: 500, body: '' };
    await sandbox.pay('long-1');
    await sandbox.clock.advance(86_400_000);
    shop.response = { status: 200, body: '{"ret_code":"0000","ret_msg":"ok"}' };
    const panel = await opened('long-1');
    await panel.find('attempt').nth(29).waitFor();
    const box = async (testId: string) =>
      (await panel.find(testId).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [1920, 'dark'],
    ] as const) {
      await panel.page.setViewportSize({ width, height: 900 });
      await panel.page.emulateMedia({ colorScheme });
      await panel.page.evaluate('scrollTo(0, 0)');
      const [history, payer, summary] = [await box('history'), await box('payer'), await box('summary')];
      expect([payer.y, summary.y]).toEqual([history.y, history.y]);
      expect(history.x + history.width).toBeLessThan(payer.x);
      expect(payer.x + payer.width).toBeLessThan(summary.x);
      await panel.page.evaluate('scrollTo(0, document.body.scrollHeight / 2)');
      for (const button of ['pay', 'refund', 'deliver-unsigned']) {
        const { y, height } = await box(button);
        expect(y).toBeGreaterThan(0);
        expect(y + height).toBeLessThan(900);
      }
      await expectAccessible(panel.page);
      await expectToFit(panel.page);
      await panel.keep(`timeline-${String(width)}`);
    }
    await panel.page.setViewportSize({ width: 390, height: 800 });
    const order = [await box('payer'), await box('deliver'), await box('history'), await box('summary')];
    for (const [at, { y, height }] of order.entries())
      expect(y + height).toBeLessThanOrEqual(order[at + 1]?.y ?? Infinity);
    await expectAccessible(panel.page);
    await expectToFit(panel.page);
    await panel.keep('timeline-390');
    await panel.leave();
  });
});
