import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { compileSnippets, fileOf } from '../docs/compile-snippets.js';
import { ShopEnd, startSandbox } from '../e2e/sandbox/support/merchant.js';
import { applied, confirmed } from '../e2e/sandbox/support/payer.js';
import { runCopiedTest } from '../support/copied-test.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { CLIPBOARD, Panel } from './support/panel.js';
import { PayingShop } from './support/paying-shop.js';

describe.skipIf(!hasChromium())('the control panel: a payout copied as a test', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let sandbox: LianlianSandbox;
  let shop: PayingShop;
  let plain: ShopEnd;

  beforeAll(async () => {
    [browser, sandbox, plain] = await Promise.all([launchChromium(), startSandbox(), ShopEnd.open()]);
    opened.push(() => browser.close());
    opened.push(() => sandbox.stop());
    opened.push(() => plain.close());
    shop = await PayingShop.open(sandbox);
    opened.push(() => shop.close());
  });
  afterAll(() => Promise.all(opened.map((close) => close())));

  /** The test that the panel puts on the clipboard. TypeScript has nothing against it. */
  async function copiedOf(no_order: string, locale = 'en-US'): Promise<string> {
    const panel = await Panel.open(browser, sandbox.url, '/payouts', { ...CLIPBOARD, locale });
    await panel.click(`payout-${no_order}`);
    await panel.sees('payout-number', no_order);
    const said =
      locale === 'en-US' ? 'Copied: a test that replays this payout' : '已复制：重演这笔代付的测试';
    const code = await panel.copied('copy-test', said);
    await panel.keep(`payout-copied-${no_order}`);
    await panel.leave();
    const block = { path: 'copied', language: 'ts', code, heading: '', line: 1, file: 'copied.spec.ts' };
    expect(compileSnippets([block], '').get(fileOf(block))).toEqual([]);
    return code;
  }

  /** Runs it with a shop of its own. Returns what that shop was told. */
  async function run(code: string, no_order: string): Promise<readonly string[]> {
    const shops: PayingShop[] = [];
    const payOut = async (own: LianlianSandbox): Promise<void> => {
      const paying = await PayingShop.open(own);
      shops.push(paying);
      await paying.payOut(no_order);
    };
    const confirm = async (_: LianlianSandbox, confirm_code = ''): Promise<void> => {
      await shops[0]?.confirm(no_order, confirm_code);
    };
    try {
      await runCopiedTest(code, { payOut, confirm });
    } finally {
      await Promise.all(shops.map((each) => each.close()));
    }
    return shops.flatMap(({ told }) => told);
  }

  it('that was held, confirmed, paid, tampered with and returned, goes so for a shop that does right', async () => {
    sandbox.scenario({ fault: 'payout-review', no_order: 'told-1', ret_code: '4003', times: 1 });
    await shop.payOut('told-1');
    await shop.confirm('told-1', sandbox.payouts.get('told-1').review?.confirm_code ?? '');
    await sandbox.payouts.complete('told-1');
    for (const how of ['again', 'tampered', 'wrong-amount', 'foreign-key'] as const)
      await sandbox.payouts.deliver('told-1', { how });
    await sandbox.payouts.returnMoney('told-1');
    await sandbox.payouts.deliver('told-1', { how: 'out-of-order' });
    const code = await copiedOf('told-1');
    expect(await run(code, 'told-1')).toEqual(['SUCCESS', 'CANCEL']);
    // A shop that believes everything does not pass.
    const careless = async (own: LianlianSandbox): Promise<void> => {
      await applied(own, plain.url, { no_order: 'told-1' });
    };
    const confirm = async (own: LianlianSandbox, confirm_code = ''): Promise<void> => {
      await confirmed(own, plain.url, { no_order: 'told-1', confirm_code });
    };
    await expect(runCopiedTest(code, { payOut: careless, confirm })).rejects.toThrow('to match object');
  });

  it('that failed, fails for the same reason, in the page’s language', async () => {
    await shop.payOut('failed-1');
    await sandbox.payouts.fail('failed-1', "户名 'O’Brien' 不符");
    const code = await copiedOf('failed-1', 'zh-CN');
    expect(code).toContain('在这里让应用申请代付 failed-1');
    expect(await run(code, 'failed-1')).toEqual(['FAILURE']);
  });
});
