import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { compileFunction } from 'node:vm';

import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { compileSnippets, fileOf } from '../docs/compile-snippets.js';
import { call, orders, PATHS, ShopEnd, startSandbox } from '../e2e/sandbox/support/merchant.js';
import { runCopiedTest, transpiled } from '../support/copied-test.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { CLIPBOARD, Panel } from './support/panel.js';
import { ReceivingShop } from './support/receiving-shop.js';

describe.skipIf(!hasChromium())('the control panel: what is copied', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let sandbox: LianlianSandbox;
  let plain: ShopEnd;
  let place: (no_order: string) => Promise<void>;

  beforeAll(async () => {
    [browser, sandbox, plain] = await Promise.all([launchChromium(), startSandbox(), ShopEnd.open()]);
    opened.push(() => browser.close());
    opened.push(() => sandbox.stop());
    opened.push(() => plain.close());
    const receiving = await ReceivingShop.open(sandbox);
    ({ place } = receiving);
    opened.push(() => receiving.app.close());
  });
  afterAll(() => Promise.all(opened.map((close) => close())));

  const open = (at = ''): Promise<Panel> => Panel.open(browser, sandbox.url, at, CLIPBOARD);

  /** Runs a copied line on the sandbox of this test. */
  async function runLine(line: string): Promise<void> {
    const { mistakes, script } = transpiled(`export const run = async (): Promise<void> => {\n${line}\n};`);
    expect(mistakes).toEqual([]);
    const exports: { run?: () => Promise<void> } = {};
    const load = compileFunction(script, ['exports', 'sandbox', 'expect']) as (...given: unknown[]) => void;
    load(exports, sandbox, expect);
    await exports.run?.();
  }

  it('pays an order by curl', async () => {
    await place('curl-1');
    const panel = await open();
    await panel.order('curl-1');
    await inShell(await panel.copied('copy-curl', 'Copied: a curl command that pays it'));
    await panel.sees('state', 'Paid');
    expect(sandbox.transaction('curl-1').result_pay).toBe('SUCCESS');
    await inShell(await panel.copied('copy-curl', 'sends its notification again'));
    await panel.find('attempt').nth(1).waitFor();
    expect(sandbox.deliveries('curl-1').map(({ how }) => how)).toEqual([undefined, 'again']);
    await panel.isSame();
    await panel.leave();
  });

  it('replays an order in a test, which compiles, and which a shop that does right passes', async () => {
    await place('told-1');
    await sandbox.pay('told-1');
    for (const how of ['tampered', 'wrong-amount', 'twice'] as const)
      await sandbox.deliver('told-1', { how });
    await sandbox.refund('told-1', '10.00');
    await sandbox.deliver('told-1', { how: 'out-of-order' });
    const panel = await open();
    await panel.order('told-1');
    await panel.page.getByLabel('Which one').selectOption({ label: '1 · Payment' });
    await panel.click('deliver-foreign-key');
    await panel.hears('Foreign key: 401 Correctly rejected');
    const text = await panel.copied('copy-test', 'Copied: a test that replays this order');
    await panel.leave();
    const block = {
      path: 'copied',
      language: 'ts',
      code: text,
      heading: '',
      line: 1,
      file: 'copied.spec.ts',
    };
    expect(compileSnippets([block], '').get(fileOf(block))).toEqual([]);
    const started: { close: () => Promise<unknown> }[] = [];
    const placeOrder = async (own: LianlianSandbox): Promise<void> => {
      const receiving = await ReceivingShop.open(own);
      started.push(receiving.app);
      await receiving.place('told-1');
    };
    await runCopiedTest(text, { placeOrder });
    // A shop that acknowledges everything does not pass.
    const careless = async (own: LianlianSandbox): Promise<void> => {
      await call(own, PATHS.direct, { ...orders.direct(own, plain.url), no_order: 'told-1' });
    };
    await expect(runCopiedTest(text, { placeOrder: careless })).rejects.toThrow('to match object');
    await Promise.all(started.map(async (app) => app.close()));
  });

  it('posts the very body of an attempt by curl, and delivers it so in a test', async () => {
    await call(sandbox, PATHS.direct, {
      ...orders.direct(sandbox, plain.url),
      ...{ no_order: 'body-1', info_order: `it's "$HOME" \\ \`x\` 羽毛球` },
    });
    await sandbox.pay('body-1');
    await sandbox.deliver('body-1', { how: 'tampered' });
    const panel = await open();
    await panel.order('body-1');
    await panel.attempt(2);
    const curl = await panel.copied('copy-attempt-curl', 'posts this very body to the shop');
    expect(await inShell(curl)).toContain('HTTP/1.1 200');
    expect(plain.received.at(-1)?.body).toBe(sandbox.deliveries('body-1')[1]?.body);
    expect(plain.received.at(-1)?.fields).toMatchObject({ info_order: `it's "$HOME" \\ \`x\` 羽毛球` });
    const line = await panel.copied('copy-attempt-test', 'Copied: the lines for a test');
    expect(line).toContain("await sandbox.deliver('body-1', { how: 'tampered' })");
    // This shop takes what it must refuse.
    await expect(runLine(line)).rejects.toThrow('to match object');
    plain.response = { status: 401, body: '{}' };
    await runLine(line);
    plain.response = { status: 200, body: '{"ret_code":"0000","ret_msg":"ok"}' };
    await panel.leave();
  });

  it('lets the sandbox send a body that has secrets in it', async () => {
    const { fields } = await call(sandbox, PATHS.apply, {
      ...orders.apply(sandbox, plain.url),
      no_order: 'card-1',
    });
    await call(sandbox, PATHS.verify, {
      ...{ oid_partner: sandbox.options.oidPartner, sign_type: 'RSA', no_order: 'card-1' },
      ...{ token: fields['token'] ?? '', money_order: '210.90', verify_code: sandbox.smsCode('card-1') },
    });
    await sandbox.idle();
    const [first = { body: '' }] = sandbox.deliveries('card-1');
    expect(first.body).toContain('no_agree');
    const panel = await open();
    await panel.order('card-1');
    await panel.attempt(1);
    const curl = await panel.copied('copy-attempt-curl', 'the sandbox sends it');
    expect(curl).not.toContain('***');
    await inShell(curl);
    expect(plain.received.at(-1)?.body).toBe(first.body);
    await panel.leave();
  });

  it('sets a scenario up again, by curl and in a test', async () => {
    const rule = { fault: 'ret-code', ret_code: '2008', no_order: "it's-1", times: 2 };
    sandbox.scenario(rule);
    const [{ id } = { id: '' }] = sandbox.scenarios.all();
    const panel = await open('/scenarios');
    const curl = await panel.copied(`copy-curl-${id}`, 'Copied: a curl command that sets this scenario up');
    const line = await panel.copied(`copy-test-${id}`, 'Copied: the lines for a test');
    await panel.keep('scenario-copies');
    await panel.click('scenarios-remove');
    await panel.sees('scenario-count', '0');
    await inShell(curl);
    await panel.sees('scenario-count', '1');
    await runLine(line);
    expect(sandbox.scenarios.all()).toMatchObject([rule, rule]);
    sandbox.scenarios.clear();
    await panel.leave();
  });

  it('expects a request in a test', async () => {
    await place('asked-1');
    const panel = await open();
    await panel.order('asked-1');
    await panel.find('request').click();
    const line = await panel.copied('copy-request-test', 'Copied: the lines for a test');
    expect(line).toContain("no_order: 'asked-1'");
    await runLine(line);
    await panel.leave();
  });

  it('selects the text in a field where the browser has no clipboard for the page', async () => {
    await place('plain-1');
    const panel = await open();
    // As on a page over plain HTTP from another machine.
    await panel.page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await panel.page.reload();
    await panel.order('plain-1');
    await panel.click('copy-curl');
    await panel.hears('the text is selected');
    await panel.page.locator('textarea:focus').waitFor();
    const selected = await panel.page.evaluate<string>(
      'document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)',
    );
    expect(selected).toMatch(/^curl http.*\/orders\/plain-1\/pay /);
    await inShell(selected);
    await panel.sees('state', 'Paid');
    await panel.leave();
  });
});

/** What a POSIX shell prints when somebody pastes a command into it. */
async function inShell(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command]);
  return stdout;
}
