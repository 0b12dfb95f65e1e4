import { LianlianSandbox } from 'nestjs-lianlian/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  call,
  callWith,
  type Fields,
  orders,
  PATHS,
  signed,
  sourceOf,
  startSandbox,
} from '../e2e/sandbox/support/merchant.js';
import { hasChromium, launchChromium } from './support/chromium.js';
import { Panel } from './support/panel.js';
import { MISTAKES } from './support/wrong-signatures.js';

const NOTIFY_URL = 'http://127.0.0.1:1/notify';

describe.skipIf(!hasChromium())('the control panel: signatures', () => {
  const opened: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let sandbox: LianlianSandbox;

  beforeAll(async () => {
    [browser, sandbox] = await Promise.all([launchChromium(), startSandbox()]);
    opened.push(() => browser.close());
    opened.push(() => sandbox.stop());
  });
  afterAll(() => Promise.all(opened.map((close) => close())));

  const fieldsOf = (no_order: string): Fields => ({ ...orders.direct(sandbox, NOTIFY_URL), no_order });

  it.each(MISTAKES)('names $cause, in the list and in the request, in both languages', async (mistake) => {
    const { cause, zh, en, make } = mistake;
    const panel = await Panel.open(browser, sandbox.url, '/requests');
    await panel.sees('live', 'Live');
    const { body } = make(fieldsOf(cause), sandbox.options.privateKey);
    const response = await callWith(sandbox, PATHS.direct, body);
    expect(response.fields['ret_code']).toBe('1001');
    const row = panel.page.getByRole('row').filter({ hasText: cause });
    await row.getByTestId('cause').filter({ hasText: en }).waitFor();
    expect(await row.getByTestId('signature').textContent()).toBe('Signature wrong');
    await row.getByTestId('request').click();
    await panel.find(`cause-${cause}`).waitFor();
    await panel.sees('likely', en);
    await panel.keep(`signature-${cause}`);
    await panel.click('language');
    await panel.sees('likely', zh);
    const explanation = await panel.find(`cause-${cause}`).getByTestId('explanation').textContent();
    expect(explanation).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(explanation).not.toMatch(/[a-z]+ [a-z]+ [a-z]+/);
    await panel.leave();
  });

  it('shows the exact text of a request whose signature is right', async () => {
    const fields = fieldsOf('right-1');
    await call(sandbox, PATHS.direct, fields);
    const panel = await Panel.open(browser, sandbox.url, '/requests');
    const row = panel.page.getByRole('row').filter({ hasText: 'right-1' });
    await row.getByTestId('signature').filter({ hasText: 'Signature right' }).waitFor();
    await row.getByTestId('request').click();
    const source = await panel.find('source').textContent();
    expect(source?.replace(/risk_item=\{.*?\}/, '')).toBe(sourceOf(fields).replace(/risk_item=\{.*?\}/, ''));
    expect(await panel.find('diagnosis').count()).toBe(0);
    await panel.leave();
  });

  it('shows no secret of a request', async () => {
    const secrets = ['6222020000000000000', '339005198901194918', '测试用户', '13958069593'];
    await call(sandbox, PATHS.apply, { ...orders.apply(sandbox, NOTIFY_URL), no_order: 'secret-1' });
    const panel = await Panel.open(browser, sandbox.url, '/requests');
    await panel.page.getByRole('row').filter({ hasText: 'secret-1' }).getByTestId('request').click();
    await panel.find('source').waitFor();
    const page = await panel.page.content();
    expect(page).toContain('secret-1');
    for (const secret of secrets) expect(page).not.toContain(secret);
    await panel.leave();
  });

  it('lists only what went wrong where it is told to', async () => {
    await call(sandbox, PATHS.direct, fieldsOf('well-1'));
    await call(sandbox, PATHS.direct, { ...fieldsOf('poor-1'), money_order: '0' });
    const panel = await Panel.open(browser, sandbox.url, '/requests');
    const row = (no_order: string) => panel.page.getByRole('row').filter({ hasText: no_order });
    await row('well-1').waitFor();
    await panel.page.getByLabel('Only those that went wrong').check();
    await row('well-1').waitFor({ state: 'detached' });
    expect(await row('poor-1').textContent()).toContain('1004');
    await panel.leave();
  });

  describe('of a pasted message', () => {
    it('are explained: a wrong one with its cause, a right one as right', async () => {
      const panel = await Panel.open(browser, sandbox.url, '/explain');
      const [mistake] = MISTAKES;
      const { body } = mistake?.make(fieldsOf('pasted-1'), sandbox.options.privateKey) ?? { body: '' };
      await panel.page.getByLabel('Message', { exact: true }).fill(body);
      await panel.click('explain');
      await panel.hears('The signature is wrong');
      expect(await panel.page.getByRole('status').locator('.notice').getAttribute('class')).toContain('bad');
      await panel.find('cause-wrong-key').waitFor();
      await panel.keep('explained');
      const right = JSON.stringify(signed(fieldsOf('pasted-2'), sandbox.options.privateKey));
      await panel.page.getByLabel('Message', { exact: true }).fill(right);
      await panel.click('explain');
      await panel.hears('The signature is right');
      await panel.find('cause-wrong-key').waitFor({ state: 'detached' });
      await panel.leave();
    });

    it('are explained for a form and for a message of LianLian’s', async () => {
      const panel = await Panel.open(browser, sandbox.url, '/explain');
      const form = new URLSearchParams(signed(fieldsOf('pasted-3'), sandbox.options.privateKey));
      await panel.page.getByLabel('Message', { exact: true }).fill(form.toString());
      await panel.click('explain');
      await panel.sees('explained', 'A request of the shop');
      await call(sandbox, PATHS.direct, fieldsOf('pasted-4'));
      await sandbox.pay('pasted-4');
      const notification = { ...sandbox.notification('pasted-4'), money_order: '1.00' };
      await panel.page.getByLabel('Message', { exact: true }).fill(JSON.stringify(notification));
      await panel.page.getByLabel('Who sent it').selectOption('lianlian');
      await panel.click('explain');
      await panel.sees('explained', 'A message of LianLian');
      await panel.hears('The signature is wrong');
      await panel.leave();
    });

    it('are read out of a curl command and out of an HTTP request, as the doctor reads them', async () => {
      const panel = await Panel.open(browser, sandbox.url, '/explain');
      const right = JSON.stringify(signed(fieldsOf('pasted-5'), sandbox.options.privateKey));
      const url = `${sandbox.url}${PATHS.direct}`;
      for (const text of [
        `curl -X POST ${url} \\\n  -H 'content-type: application/json' \\\n  -d '${right}'`,
        `POST ${PATHS.direct} HTTP/1.1\nhost: 127.0.0.1\n\n${right}`,
      ]) {
        await panel.page.getByLabel('Message', { exact: true }).fill(text);
        await panel.click('explain');
        await panel.sees('likely', 'right');
        await panel.hears('The signature is right');
      }
      await panel.leave();
    });

    it('says what is wrong with a text that is no message', async () => {
      const panel = await Panel.open(browser, sandbox.url, '/explain');
      await panel.page.getByLabel('Message', { exact: true }).fill('hello');
      await panel.click('explain');
      await panel.hears('no message can be read in this text');
      await panel.leave();
    });
  });
});
