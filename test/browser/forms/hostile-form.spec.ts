import fc from 'fast-check';
import { type LianlianService, LianlianValidationError, RedirectForm } from 'nestjs-lianlian';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { holds } from '../../attacks/support/fuzz.js';
import { type App, startLianlian } from '../../e2e/calls/support/app.js';
import { isSignedByMerchant } from '../../e2e/calls/support/lianlian-side.js';
import { EASYPAY_PAGE, PAGE } from '../../e2e/calls/support/samples.js';
import { testKeys } from '../../support/merchant.js';
import { hasChromium, launchChromium } from '../support/chromium.js';
import { type Cashier, startCashier } from './support/cashier.js';

const NONCE = 'r4nd0m';
const STRICT_POLICY = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'nonce-${NONCE}'; form-action 'self'; base-uri 'none'`;

/** What breaks out of attributes, elements, scripts and comments, somewhere. */
const FRAGMENTS = [
  '</form>',
  '<form action=/evil>',
  '"><script>window.hit=1</script>',
  `'><script nonce=${NONCE}>window.hit=1</script>`,
  '</script><script>window.hit=1</script>',
  '<img src=x onerror=window.hit=1>',
  '<svg/onload=window.hit=1>',
  '<base href=//evil.example>',
  '<meta http-equiv=refresh content=0;url=/evil>',
  '<iframe srcdoc="<script>parent.hit=1</script>">',
  '<button formaction=/evil>',
  '<input name=no_order value=other>',
  '" formaction="/evil" autofocus onfocus="window.hit=1',
  "' onmouseover='window.hit=1",
  '` onerror=`window.hit=1',
  'javascript:window.hit=1',
  'data:text/html,<script>window.hit=1</script>',
  '<!--',
  '--!>',
  ']]>',
  '<![CDATA[',
  '<textarea>',
  '</textarea>',
  '</title>',
  '<plaintext>',
  '<template>',
  '&quot;&gt;&lt;script&gt;',
  '&#34;&#62;',
  '&amp',
  '&notit',
  '%22%3E%3Cscript%3E',
  '+ADw-script+AD4-',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u200b',
  '\ufeff',
  '\u202e',
  '\u2066',
  '\u001b$B',
  '\u000b',
  '\u000c',
  '\t',
  '＜script＞',
  '\ufffe',
  '👩‍👩‍👧',
  '&',
  '=',
  ';',
  '"',
  "'",
  '\\',
  '/',
  '<',
  '>',
];
const hostile = fc.array(
  fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'grapheme', maxLength: 5 })),
  {
    minLength: 1,
    maxLength: 6,
  },
);
/** A text that a form can carry: the browser writes line breaks in one way, and no U+0000 at all. */
const value = hostile.map((parts) => parts.join('').replace(/[\r\n\0]/g, ''));

describe.skipIf(!hasChromium())('a redirect form with hostile texts, in a browser', () => {
  const keys = testKeys();
  let browser: Browser;
  let cashier: Cashier;
  let app: App;
  let lianlian: LianlianService;
  let context: BrowserContext;
  let page: Page;
  let strayed: string[];

  beforeAll(async () => {
    [browser, cashier] = await Promise.all([launchChromium(), startCashier()]);
    app = await startLianlian(keys, { gateway: cashier.url });
    lianlian = app.lianlian;
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await cashier.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    page = await context.newPage();
    strayed = [];
    page.on('dialog', (dialog) => {
      strayed.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url());
      const isWanted =
        origin === cashier.url && ['/checkout', '/gateway.htm', '/favicon.ico'].includes(pathname);
      if (!isWanted && !pathname.endsWith('.htm')) strayed.push(request.url());
    });
  });
  afterEach(() => context.close());

  /** Serves the page under a policy, first without its script to look at it, then as it is. */
  async function postedFields(
    form: RedirectForm,
    policy: string,
    title: string,
  ): Promise<Readonly<Record<string, string>>> {
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy };
    cashier.posts.length = 0;
    cashier.serve({ html: form.toHtml({ nonce: NONCE, title, autoSubmit: false }), headers });
    await page.goto(`${cashier.url}/checkout`);
    expect(await page.evaluate(() => Reflect.get(globalThis, 'hit') as unknown)).toBeUndefined();
    expect(await page.locator('form').count()).toBe(1);
    expect(await page.locator('input').count()).toBe(Object.keys(form.fields).length);
    expect(await page.locator('script, img, svg, iframe, base, template, textarea, plaintext').count()).toBe(
      0,
    );
    expect(await page.locator('[onfocus], [onerror], [onload], [onmouseover], [formaction]').count()).toBe(0);
    cashier.serve({ html: form.toHtml({ nonce: NONCE, title }), headers });
    const path = new URL(form.action).pathname;
    await Promise.all([
      page.waitForURL(({ pathname }) => pathname === path),
      // The page leaves for LianLian's before it is loaded, which a goto takes for a failure.
      page.goto(`${cashier.url}/checkout`).catch(() => undefined),
    ]);
    expect(strayed).toEqual([]);
    return cashier.posted().fields;
  }

  it.each([
    ['a strict policy', STRICT_POLICY],
    ['no policy', ''],
  ])('posts every name and value as it was given, and runs nothing, under %s', async (_name, policy) => {
    const name = value.filter((text) => text !== '');
    const fields = fc.dictionary(name, value, { minKeys: 20, maxKeys: 60, noNullPrototype: true });
    await holds(4, [fields, value], async (given, title) => {
      const form = new RedirectForm(`${cashier.url}/gateway.htm`, given);
      expect(await postedFields(form, policy, title)).toEqual(given);
    });
  });

  it('posts each fragment alone as it was given, as a name and as a value', async () => {
    const given = Object.fromEntries(FRAGMENTS.map((fragment) => [fragment, fragment]));
    const form = new RedirectForm(`${cashier.url}/gateway.htm`, given);
    expect(await postedFields(form, STRICT_POLICY, FRAGMENTS.join(''))).toEqual(given);
  });

  it('posts what a payer typed into an order as it was signed', async () => {
    await holds(6, [value.filter((text) => text.trim() !== ''), value], async (text, goods) => {
      const order = {
        ...EASYPAY_PAGE,
        acct_name: text,
        card_no: text,
        risk_item: { ...(PAGE.risk_item as object), goods_name: goods },
      };
      const form = await lianlian.easypayRedirect.createWebForm(order).catch((error: unknown) => {
        // A text in which another field hides is refused instead.
        expect(error).toBeInstanceOf(LianlianValidationError);
      });
      if (form === undefined) return;
      const fields = await postedFields(form, STRICT_POLICY, text);
      expect(fields).toEqual(form.fields);
      expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
    });
  });

  it.each(['a\0b', '\0', 'a\ud800b', '\udfff'])(
    'is not made of %j, which no browser can post as it was signed',
    async (text) => {
      const forms = [
        lianlian.aggregateRedirect.createForm({ ...PAGE, info_order: text }),
        lianlian.easypayRedirect.createWebForm({ ...EASYPAY_PAGE, acct_name: text }),
        lianlian.aggregateRedirect.createForm({ ...PAGE, risk_item: `{"goods_name":"${text}"}` }),
      ];
      for (const form of forms) await expect(form).rejects.toBeInstanceOf(LianlianValidationError);
    },
  );
});
