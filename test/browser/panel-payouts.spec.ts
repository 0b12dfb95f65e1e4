import { LianlianSandbox } from 'nestjs-lianlian/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ShopEnd, startSandbox } from '../e2e/sandbox/support/merchant.js';
import { applied, confirmed } from '../e2e/sandbox/support/payer.js';
import { expectAccessible, expectToFit } from './support/accessibility.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { Panel } from './support/panel.js';

/** A shop whose memo is an attack on its reader. */
const HOSTILE = '<img src=x onerror=1>"\'&';

const SIZES = [
  ['phone', { width: 360, height: 740 }],
  ['desktop', { width: 1280, height: 800 }],
] as const;

describe.skipIf(!hasChromium())('the control panel: payouts', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let sandbox: LianlianSandbox;
  let shop: ShopEnd;
  let cards = 0;

  beforeAll(async () => {
    [browser, sandbox, shop] = await Promise.all([
      launchChromium(),
      startSandbox({ payoutMs: 3_600_000 }),
      ShopEnd.open(),
    ]);
    opened.push(() => browser.close());
    opened.push(() => sandbox.stop());
    opened.push(() => shop.close());
  });
  afterAll(() => Promise.all(opened.map((close) => close())));

  /** A payout to an account of its own. */
  async function taken(no_order: string, changes: Record<string, string> = {}): Promise<void> {
    cards += 1;
    const card_no = `622202000000${String(1_000_000 + cards)}`;
    expect(await applied(sandbox, shop.url, { no_order, card_no, ...changes })).toMatchObject({
      ret_code: '0000',
    });
  }

  /** A payout that a person has to confirm. Returns its code. */
  async function reviewed(no_order: string): Promise<string> {
    sandbox.scenario({ fault: 'payout-review', no_order, times: 1 });
    cards += 1;
    const card_no = `622202000000${String(1_000_000 + cards)}`;
    const { confirm_code = '' } = await applied(sandbox, shop.url, { no_order, card_no });
    return confirm_code;
  }

  async function openPayout(panel: Panel, no_order: string): Promise<void> {
    await panel.go('/payouts');
    await panel.click(`payout-${no_order}`);
    await panel.sees('payout-number', no_order);
    await panel.sees('live', 'Live');
  }

  it('shows a payout as soon as it is applied for, and lets the bank pay it and take it back', async () => {
    const panel = await Panel.open(browser, sandbox.url, '/payouts');
    await panel.sees('live', 'Live');
    await taken('pay-1', { memo: HOSTILE });
    await panel.sees('state-pay-1', 'Under way');
    await openPayout(panel, 'pay-1');
    expect(await panel.find('return-money').isDisabled()).toBe(true);
    expect(await panel.find('summary').textContent()).toContain(HOSTILE);
    await panel.click('complete');
    await panel.hears('Paid');
    await panel.sees('state', 'Paid');
    await panel.sees('notification-state', 'Acknowledged');
    expect(await panel.find('complete').isDisabled()).toBe(true);
    await panel.click('return-money');
    await panel.hears('the money is back in the balance');
    await panel.sees('state', 'Returned');
    expect(shop.received.slice(-2).map(({ fields }) => fields['result_pay'])).toEqual(['SUCCESS', 'CANCEL']);
    expect(await panel.find('return-money').isDisabled()).toBe(true);
    await panel.keep('payout-returned');
    await panel.leave();
  });

  it('fails a payout for a reason, which the shop is told', async () => {
    await taken('fail-1');
    const panel = await Panel.open(browser, sandbox.url);
    await openPayout(panel, 'fail-1');
    await panel.page.getByLabel('Why it fails').fill('账户已销户');
    await panel.click('fail');
    await panel.hears('Failed');
    await panel.sees('state', 'Failed');
    await panel.sees('reason-failed', '账户已销户');
    expect(shop.received.at(-1)?.fields).toMatchObject({ result_pay: 'FAILURE', info_order: '账户已销户' });
    await panel.leave();
  });

  it('says why a payout needs a confirmation, with which code and until when, and sees it confirmed', async () => {
    const confirm_code = await reviewed('review-1');
    const panel = await Panel.open(browser, sandbox.url);
    await openPayout(panel, 'review-1');
    await panel.sees('state', 'Needs confirmation');
    await panel.sees('review-reason', '4002 · It looks like a repetition');
    await panel.sees('confirm-code', confirm_code);
    await panel.sees('closes-at', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(await panel.find('complete').isDisabled()).toBe(true);
    await panel.keep('payout-review');
    await confirmed(sandbox, shop.url, { no_order: 'review-1', confirm_code });
    await panel.sees('state', 'Under way');
    await panel.sees('history', 'Confirmed');
    await panel.click('complete');
    await panel.sees('state', 'Paid');
    await panel.leave();
  });

  it('delivers a payout’s notification again and forged', async () => {
    await taken('forged-1');
    await sandbox.payouts.complete('forged-1');
    const panel = await Panel.open(browser, sandbox.url);
    await openPayout(panel, 'forged-1');
    await panel.click('deliver-tampered');
    // The shop of this test believes everything.
    await panel.hears('Wrongly accepted');
    await panel.click('deliver-again');
    await panel.hears('Acknowledged');
    expect(sandbox.payouts.deliveries('forged-1').map(({ how }) => how)).toEqual([
      undefined,
      'tampered',
      'again',
    ]);
    await panel.leave();
  });

  it('says in its own language what the sandbox refuses: a wrong field, and what is not there any more', async () => {
    const { oidPartner } = sandbox.options;
    const panel = await Panel.open(browser, sandbox.url, '/payouts', { locale: 'zh-CN' });
    await panel.page.getByLabel('设置余额').fill('much');
    await panel.click(`set-balance-${oidPartner}`);
    await panel.hears("amt_balance 须为两位小数的文本，如 '49.95'");
    // As in a page that is older than the sandbox.
    await panel.page.route('**/_sandbox/balances/*', (route) =>
      route.continue({ url: route.request().url().replace(oidPartner, 'nobody') }),
    );
    await panel.page.getByLabel('设置余额').fill('1');
    await panel.click(`set-balance-${oidPartner}`);
    await panel.hears('沙箱中没有商户 nobody');
    await panel.page.unrouteAll();
    await panel.leave();
  });

  it('shows and sets the balance, and says what is no amount', async () => {
    const { oidPartner } = sandbox.options;
    sandbox.setBalance('500.00');
    const panel = await Panel.open(browser, sandbox.url, '/payouts');
    await panel.sees(`amt-balance-${oidPartner}`, '¥ 500.00');
    await panel.page.getByLabel('Set the balance').fill('12.5');
    await panel.click(`set-balance-${oidPartner}`);
    await panel.hears('The balance is 12.50 now');
    await panel.sees(`amt-balance-${oidPartner}`, '¥ 12.50');
    expect(sandbox.balance()).toBe('12.50');
    await panel.page.getByLabel('Set the balance').fill('much');
    await panel.click(`set-balance-${oidPartner}`);
    await panel.hears('two decimals');
    expect(sandbox.balance()).toBe('12.50');
    sandbox.setBalance('1000000.00');
    await panel.leave();
  });

  it('finds one among many: by number, state and page', async () => {
    for (let index = 0; index < 51; index++) await taken(`many-${String(index)}`, { memo: '工资' });
    const panel = await Panel.open(browser, sandbox.url, '/payouts?search=工资');
    await panel.sees('page', '1–50 of 51');
    await panel.click('older');
    await panel.find('payout-many-0').waitFor();
    await panel.page.getByLabel('Find').fill('many-17');
    await panel.find('payout-many-17').waitFor();
    expect(await panel.find('payout-many-18').count()).toBe(0);
    await panel.page.getByLabel('Find').fill('nothing like it');
    await panel.find('show-all').click();
    await panel.click('state-is-returned');
    await panel.find('payout-pay-1').waitFor();
    expect(await panel.find('payout-many-50').count()).toBe(0);
    await panel.leave();
  });

  it('sets up what becomes of payouts, with the codes that there are', async () => {
    const panel = await Panel.open(browser, sandbox.url, '/scenarios');
    await panel.page.getByLabel('What happens').selectOption('payout-review');
    const codes = panel.page.getByLabel('ret_code (optional)').locator('option');
    expect(
      await codes.evaluateAll((options) => options.map((option) => option.getAttribute('value'))),
    ).toEqual([...['', '4002', '4003', '4004']]);
    await panel.page.getByLabel('ret_code (optional)').selectOption('4003');
    await panel.page.getByLabel('Order is').fill('set-up-1');
    await panel.click('scenario-add-button');
    await panel.hears('Added');
    cards += 1;
    const card_no = `622202000000${String(1_000_000 + cards)}`;
    expect(await applied(sandbox, shop.url, { no_order: 'set-up-1', card_no })).toMatchObject({
      ret_code: '4003',
    });
    sandbox.scenarios.clear();
    await panel.leave();
  });

  it('says that there is no such payout', async () => {
    const panel = await Panel.open(browser, sandbox.url, '/payouts/201304121000001004%2Fnever');
    await panel.page.getByText('The sandbox has no payout never').waitFor();
    await panel.leave();
  });

  it.each(['en-US', 'zh-CN'])(
    'can be used by everybody on a phone and a screen, light and dark, in %s',
    async (locale) => {
      const [open, review, done] = ['open', 'review', 'done'].map((name) => `${locale}-${name}`) as [
        string,
        string,
        string,
      ];
      await taken(open);
      await reviewed(review);
      await taken(done);
      await sandbox.payouts.complete(done);
      const { oidPartner } = sandbox.options;
      const panel = await Panel.open(browser, sandbox.url, '/payouts', { locale });
      for (const place of ['', ...[open, review, done].map((number) => `/${oidPartner}%2F${number}`)]) {
        await panel.go(`/payouts${place}`);
        await panel.find(place === '' ? `payout-${done}` : 'payout-number').waitFor();
        for (const [size, viewport] of SIZES) {
          await panel.page.setViewportSize(viewport);
          for (const colorScheme of ['light', 'dark'] as const) {
            await panel.page.emulateMedia({ colorScheme });
            await expectAccessible(panel.page);
            await expectToFit(panel.page);
          }
          const name = place === '' ? 'list' : place.slice(place.lastIndexOf('-') + 1);
          await panel.keep(`payouts-${name}-${locale.slice(0, 2)}-${size}`);
        }
      }
      await panel.leave();
    },
  );
});
