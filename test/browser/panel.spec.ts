import { LianlianSandbox } from 'nestjs-lianlian/testing';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import {
  call,
  callWith,
  orders,
  PATHS,
  ShopEnd,
  signed,
  startSandbox,
} from '../e2e/sandbox/support/merchant.js';
import { expectAccessible, expectToFit } from './support/accessibility.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { Panel } from './support/panel.js';
import { MISTAKES } from './support/wrong-signatures.js';

const PLACES = ['/orders', '/payouts', '/requests', '/scenarios', '/explain', '/setup'];

describe.skipIf(!hasChromium())('the control panel', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let sandbox: LianlianSandbox;
  let shop: ShopEnd;

  beforeAll(async () => {
    [browser, sandbox, shop] = await Promise.all([launchChromium(), startSandbox(), ShopEnd.open()]);
    opened.push(() => browser.close());
    opened.push(() => sandbox.stop());
    opened.push(() => shop.close());
  });
  afterAll(() => Promise.all(opened.map((close) => close())));

  const place = (no_order: string) =>
    call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order });

  it('shows what would hide itself, or turn around what stands beside it', async () => {
    const hostile = 'a\u202e\u2066\u200f\u009b\u0085\u2028b';
    const fields = { ...orders.direct(sandbox, shop.url), no_order: 'odd-1', [hostile]: hostile };
    await callWith(sandbox, PATHS.direct, JSON.stringify({ ...fields, sign: 'AAAA' }));
    const panel = await Panel.open(browser, sandbox.url, '/requests');
    await panel.click('request');
    await panel.page.getByText('name_goods').first().waitFor();
    const text = (await panel.page.content()).replaceAll('\n', '');
    expect(text).toContain('a\\u202e\\u2066\\u200f\\u009b\\u0085\\u2028b');
    expect(text).not.toMatch(/[\u202e\u2066\u200f\u009b\u0085\u2028]/);
    await panel.leave();
  });

  describe('scenarios', () => {
    afterEach(() => fetch(`${sandbox.url}/_sandbox/scenarios`, { method: 'DELETE' }));

    it('makes LianLian fail as it was told, so often as it was told, and shows that it did', async () => {
      const panel = await Panel.open(browser, sandbox.url, '/scenarios');
      await panel.page.getByLabel('What happens').selectOption('bad-gateway');
      await panel.page.getByLabel('API', { exact: true }).selectOption('aggregate.direct');
      await panel.page.getByLabel('Limit (times)').fill('1');
      await panel.click('scenario-add-button');
      await panel.hears('Added');
      await panel.sees('struck', '0');
      const fields = { ...orders.direct(sandbox, shop.url), no_order: 'scenario-1' };
      const body = JSON.stringify(signed(fields, sandbox.options.privateKey));
      const response = await fetch(sandbox.url + PATHS.direct, { method: 'POST', body });
      expect(response.status).toBe(502);
      expect((await place('scenario-1')).fields['ret_code']).toBe('0000');
      await panel.sees('struck', '1');
      await panel.keep('scenarios');
      await panel.page.getByRole('button', { name: 'Remove', exact: true }).click();
      await panel.sees('scenario-count', '0');
      await panel.leave();
    });

    it('takes every condition, and removes all at once', async () => {
      const panel = await Panel.open(browser, sandbox.url, '/scenarios');
      await panel.page.getByLabel('What happens').selectOption('ret-code');
      await panel.page.getByLabel('Amount is').fill('210.90');
      await panel.page.getByLabel('Order is').fill('scenario-2');
      await panel.page.getByLabel('ret_code').selectOption('9999');
      await panel.click('scenario-add-button');
      await panel.sees('scenarios', 'no_order = scenario-2');
      expect((await place('scenario-2')).fields['ret_code']).toBe('9999');
      expect((await place('scenario-3')).fields['ret_code']).toBe('0000');
      await panel.page.getByLabel('What happens').selectOption('tampered');
      await panel.click('scenario-add-button');
      await panel.sees('scenario-count', '2');
      await panel.click('scenarios-remove');
      await panel.sees('scenario-count', '0');
      expect((await place('scenario-2')).fields['ret_code']).toBe('0000');
      await panel.leave();
    });

    it('asks for the code of “Answers with ret_code” beside its choice, and says once that it is missing', async () => {
      const panel = await Panel.open(browser, sandbox.url, '/scenarios', { locale: 'zh-CN' });
      await panel.page.getByLabel('发生什么').selectOption('ret-code');
      await panel.click('scenario-add-button');
      await panel.sees('ret_code-problem', '请选择要返回的 ret_code。');
      expect(await panel.find('said').count()).toBe(0);
      const focused = await panel.page.evaluate('document.activeElement.name');
      expect(focused).toBe('ret_code');
      await panel.page.getByLabel('ret_code').selectOption('2008');
      await panel.click('scenario-add-button');
      await panel.sees('scenarios', 'ret_code = 2008');
      expect(await panel.find('ret_code-problem').count()).toBe(0);
      await panel.leave();
    });

    it('takes no number that is none for an empty field, which would be no limit', async () => {
      const panel = await Panel.open(browser, sandbox.url, '/scenarios');
      await panel.page.getByLabel('What happens').selectOption('slow');
      for (const [field, label, problem] of [
        ['times', 'Limit (times)', 'Enter a whole number from 1 on.'],
        ['probability', 'Probability (0 to 1)', 'Enter a number from 0 to 1.'],
        ['ms', 'Delay (milliseconds)', 'Enter a number of milliseconds, at most 2147483647.'],
      ] as const) {
        for (const typed of ['1e', '--3']) {
          await panel.page.getByLabel(label).fill('');
          await panel.page.getByLabel(label).pressSequentially(typed);
          await panel.click('scenario-add-button');
          await panel.sees(`${field}-problem`, problem);
        }
        await panel.page.getByLabel(label).fill('');
      }
      expect(sandbox.scenarios.all()).toEqual([]);
      await panel.leave();
    });

    it('says what is wrong with a rule', async () => {
      const panel = await Panel.open(browser, sandbox.url, '/scenarios');
      await panel.page.getByLabel('What happens').selectOption('time-out');
      await panel.page.getByLabel('Amount is').fill('much');
      await panel.click('scenario-add-button');
      await panel.sees('amount-problem', 'Enter an amount, such as 49.95.');
      expect(await panel.find('said').count()).toBe(0);
      await panel.sees('scenario-count', '0');
      await panel.leave();
    });
  });

  it('moves the clock by two minutes, by thirty, by a day, and back to now', async () => {
    const own = await startSandbox();
    const panel = await Panel.open(browser, own.url);
    const before = own.clock.now().getTime();
    expect(await panel.find('back-to-now').count()).toBe(0);
    for (const [button, ahead] of [
      ['advance-2', '2 min ahead'],
      ['advance-30', '32 min ahead'],
      ['advance-1440', '1 d ahead'],
    ] as const) {
      await panel.click(button);
      await panel.sees('ahead', ahead);
    }
    expect(own.clock.now().getTime() - before).toBeGreaterThanOrEqual((2 + 30 + 1440) * 60_000);
    await panel.click('back-to-now');
    await panel.hears('The sandbox’s time');
    await panel.find('back-to-now').waitFor({ state: 'detached' });
    expect(own.clock.movedMs).toBe(0);
    await panel.leave();
    await own.stop();
  });

  it('tells a shop how to use the sandbox, without a private key, and copies it', async () => {
    const panel = await Panel.open(browser, sandbox.url, '/setup', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const text = (await panel.find('environment').textContent()) ?? '';
    expect(text).toContain(`LIANLIAN_OID_PARTNER=${sandbox.options.oidPartner}`);
    expect(text).toContain(`LIANLIAN_GATEWAY=${sandbox.url}`);
    const [, key = ''] = /LIANLIAN_PUBLIC_KEY="(.*)"/.exec(text) ?? [];
    expect(key.replaceAll('\\n', '\n').trim()).toBe(sandbox.options.lianlianPublicKey.trim());
    expect(await panel.page.content()).not.toContain('PRIVATE KEY-----');
    await panel.click(`copy-${sandbox.options.oidPartner}`);
    await panel.hears('Copied');
    expect(await panel.page.evaluate('navigator.clipboard.readText()')).toBe(text);
    await panel.keep('setup');
    await panel.leave();
  });

  it('forgets everything, once it was asked twice', async () => {
    const own = await startSandbox();
    await call(own, PATHS.direct, orders.direct(own, shop.url));
    const panel = await Panel.open(browser, own.url, '/setup');
    panel.page.once('dialog', (dialog) => void dialog.dismiss());
    await panel.click('reset');
    expect(own.transaction('o-1').no_order).toBe('o-1');
    panel.page.once('dialog', (dialog) => void dialog.accept());
    await panel.click('reset');
    await panel.hears('Everything was deleted');
    expect(() => own.transaction('o-1')).toThrow('o-1');
    await panel.click('place-orders');
    await panel.sees('order-count', '0');
    await panel.leave();
    await own.stop();
  });

  it('is there at the sandbox’s address, under a policy that allows nothing from elsewhere', async () => {
    const context = await browser.newContext({ locale: 'en-US' });
    const page = await context.newPage();
    await page.goto(sandbox.url);
    await page.getByTestId('order-count').waitFor();
    expect(new URL(page.url()).pathname).toBe('/_sandbox/');
    const policy = (await fetch(`${sandbox.url}/_sandbox/`)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    await context.close();
  });

  describe('languages', () => {
    it('speaks the browser’s, and the one that is chosen from then on, about the same view', async () => {
      const panel = await Panel.open(browser, sandbox.url, '/requests', { locale: 'zh-CN' });
      await panel.page.getByRole('heading', { name: '请求' }).waitFor();
      expect(await panel.page.getAttribute('html', 'lang')).toBe('zh-CN');
      await panel.keep('requests-zh');
      await panel.click('language');
      await panel.page.getByRole('heading', { name: 'Requests' }).waitFor();
      expect(await panel.page.getAttribute('html', 'lang')).toBe('en');
      await panel.go('/scenarios');
      await panel.page.getByRole('heading', { name: 'Add a scenario' }).waitFor();
      expect(await panel.page.title()).toBe('Scenarios · LianLian sandbox');
      await panel.leave();
    });

    it.each([
      ['zh-CN', /[A-Za-z]{4,} [a-z]{3,} [a-z]{3,}/],
      ['en-US', /[\u4e00-\u9fff]/],
    ])('says nothing in the other one: %s', async (locale, foreign) => {
      const own = await startSandbox();
      const panel = await Panel.open(browser, own.url, '', { locale });
      for (const at of PLACES) {
        await panel.go(at);
        const text = await panel.page.evaluate<string>(
          '[...document.querySelectorAll("main *")].filter((each) => !each.closest("select, pre, table")).map((each) => [...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("")).join("\\n")',
        );
        expect(text).not.toMatch(foreign);
      }
      await panel.leave();
      await own.stop();
    });
  });

  it('works by keyboard, and keeps its place when the page changes', async () => {
    await place('keys-1');
    await sandbox.pay('keys-1');
    const panel = await Panel.open(browser, sandbox.url);
    await panel.order('keys-1');
    await panel.find('deliver-again').focus();
    await panel.page.keyboard.press('Enter');
    await panel.hears('Send again: 200 Acknowledged');
    await panel.find('attempt').nth(1).waitFor();
    const focused = (): Promise<unknown> => panel.page.evaluate('document.activeElement.dataset.testid');
    expect(await focused()).toBe('deliver-again');
    expect(await panel.page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await panel.page.keyboard.press('Tab');
    expect(await focused()).toBe('deliver-twice');
    expect(await panel.page.getByRole('status').textContent()).toContain('Send again');
    await sandbox.refund('keys-1', '1.00');
    await panel.sees('state', 'Partly refunded');
    expect(await panel.page.getByRole('log').textContent()).toContain('keys-1: Refunded');
    expect(await focused()).toBe('deliver-twice');
    await panel.leave();
  });

  describe.each([
    ['light', 390, 'en-US'],
    ['dark', 1280, 'zh-CN'],
  ] as const)('%s, %i pixels wide, %s', (colorScheme, width, locale) => {
    it('is accessible everywhere, and never scrolls sideways', async () => {
      const [mistake] = MISTAKES;
      const wrong = {
        ...orders.direct(sandbox, shop.url),
        no_order: `wrong-${colorScheme}-${String(width)}`,
      };
      const { body } = mistake?.make(wrong, sandbox.options.privateKey) ?? { body: '' };
      await callWith(sandbox, PATHS.direct, body);
      const no_order = `${colorScheme}-${String(width)}-with-a-number-that-is-long`.slice(0, 32);
      await place(no_order);
      await sandbox.pay(no_order);
      await sandbox.refund(no_order, '1.00');
      const panel = await Panel.open(browser, sandbox.url, '', {
        colorScheme,
        locale,
        viewport: { width, height: 800 },
        reducedMotion: 'reduce',
      });
      const check = async (name: string): Promise<void> => {
        await expectAccessible(panel.page);
        await expectToFit(panel.page);
        await panel.keep(`${name}-${colorScheme}-${String(width)}`);
      };
      for (const at of PLACES) {
        await panel.go(at);
        await check(at.slice(1));
      }
      await panel.go('/requests');
      await panel.page.getByRole('row').filter({ hasText: wrong.no_order }).getByTestId('request').click();
      await panel.find('diagnosis').waitFor();
      await check('request');
      await panel.go('/orders');
      await panel.click(`order-${no_order}`);
      await panel.find('deliver-tampered').click();
      await panel.find('said').waitFor();
      await panel.attempt(2);
      await check('order');
      await panel.leave();
    });
  });
});
