import {
  type AggregateRedirectRequest,
  type LianlianService,
  RedirectForm,
  type RequestInput,
} from 'nestjs-lianlian';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type App, startLianlian } from '../../e2e/calls/support/app.js';
import { isSignedByMerchant } from '../../e2e/calls/support/lianlian-side.js';
import { EASYPAY_PAGE, EASYPAY_PHONE_PAGE, PAGE } from '../../e2e/calls/support/samples.js';
import { OID_PARTNER, testKeys } from '../../support/merchant.js';
import { expectAccessible, expectToFit } from '../support/accessibility.js';
import { hasChromium, launchChromium } from '../support/chromium.js';
import { type Cashier, type Post, startCashier } from './support/cashier.js';
import { keepScreenshot } from '../support/screenshots.js';

const NONCE = 'r4nd0m';
const STRICT_POLICY = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'nonce-${NONCE}'; form-action 'self'; base-uri 'none'`;

/** Texts that something between us and LianLian might change: HTML, the browser, a form post, JSON. */
const TEXTS: readonly (readonly [string, string])[] = [
  ['quotes', `"double" 'single' \`back\` “curly” «guillemets»`],
  ['markup', '<b>bold</b> <!-- comment --> ]]> <![CDATA[x]]>'],
  ['an end of the script', `</script><script>alert(1)</script>`],
  ['an end of the value', `" onfocus="alert(1)" autofocus x="`],
  ['an end of the form', `"></form><form action="/evil"><input name="x`],
  ['an image', `"><img src=x onerror=alert(1)>`],
  ['references', '&amp; &lt; &#13; &#x41; &copy &notit; &quot'],
  ['a form post', 'a=b+c%20d;e=%E7%BE%BD&x;y%'],
  ['backslashes', '\\ \\n \\u0041 \\" \\\\'],
  ['a line feed', 'first\nsecond'],
  ['a carriage return', 'first\rsecond'],
  ['both', 'first\r\nsecond'],
  ['many line breaks', '\n\r\r\n\n\n\r a \n\r'],
  ['tabs', '\ttab\t\ttab\t'],
  ['other breaks', 'vertical\vtab, form\ffeed, next\u0085line, \u2028 and \u2029'],
  ['C1 control characters', 'a\u0080b\u0091c\u0092d\u009fe'],
  ['C0 control characters', 'a\u0001b\u0008c\u001bd\u001fe\u007ff'],
  ['emoji', '🏸👨‍👩‍👧‍👦🇨🇳 𝒳 \u{10ffff}'],
  ['Chinese', '羽毛球，「测试」　全角空格'],
  ['composed and decomposed letters', 'é e\u0301 \u1100\u1161 ﬁ Å'],
  ['marks of direction', 'abc \u202eevil\u202c \u200f\u200e אבג'],
  ['invisible characters', '\ufeffa\u200bb\u00adc\u2060d\ufeff'],
  ['non-characters', 'a\ufffeb\uffffc\ufdd0d\ufffd'],
  ['spaces around', '   padded \u00a0 '],
  ['private use', '\ue000 \u{f0000}'],
];
const LONG = `长${'羽毛球 "<&>" '.repeat(2000)}end`;

/** Stands between two texts of one field, and occurs in none. */
const BETWEEN = ' ¦ ';

function withLineFeeds(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\n');
}

describe.skipIf(!hasChromium())('a redirect form in a browser', () => {
  const keys = testKeys();
  let browser: Browser;
  let cashier: Cashier;
  let app: App;
  let lianlian: LianlianService;
  let context: BrowserContext;
  let page: Page;
  let dialogs = 0;

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
    await open();
  });
  afterEach(async () => {
    await context.close();
  });

  async function open(options: { javaScriptEnabled?: boolean } = {}): Promise<void> {
    context = await browser.newContext(options);
    page = await context.newPage();
    dialogs = 0;
    page.on('dialog', (dialog) => {
      dialogs++;
      void dialog.dismiss();
    });
    cashier.posts.length = 0;
  }

  /** What arrives at LianLian when a browser loads the page, under a strict policy unless told otherwise. */
  async function posted(form: RedirectForm, policy = STRICT_POLICY): Promise<Post> {
    cashier.posts.length = 0;
    cashier.serve({
      html: form.toHtml({ nonce: NONCE }),
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
      },
    });
    await load(new URL(form.action).pathname);
    return cashier.posted();
  }

  /** Opens the shop's page and waits until it has gone on to LianLian's by itself. */
  async function load(path: string): Promise<void> {
    await page.goto('about:blank');
    await Promise.all([
      page.waitForURL(({ pathname }) => pathname === path),
      // The page leaves for LianLian's before it is loaded, which a goto takes for a failure.
      page.goto(`${cashier.url}/checkout`).catch(() => undefined),
    ]);
  }

  const FORMS = [
    [
      'the aggregate page',
      (text: string) =>
        lianlian.aggregateRedirect.createForm({ ...PAGE, acct_name: text, bank_code: text, pay_type: '1' }),
      (post: Post) => post.fields,
      '/aggregateweb/gateway.htm',
    ],
    [
      'the easy payment page for the web',
      (text: string) =>
        lianlian.easypayRedirect.createWebForm({ ...EASYPAY_PAGE, acct_name: text, card_no: text }),
      (post: Post) => post.fields,
      '/payment/traveleasypay.htm',
    ],
    [
      'the easy payment page for phones',
      (text: string) =>
        lianlian.easypayRedirect.createH5Form({ ...EASYPAY_PHONE_PAGE, acct_name: text, card_no: text }),
      (post: Post) => JSON.parse(post.fields['req_data'] ?? '') as Record<string, string>,
      '/travlepay.htm',
    ],
  ] as const;

  describe.each(FORMS)('to %s', (_name, create, fieldsOf, path) => {
    it('posts every text exactly as it was signed, and runs nothing that is in one', async () => {
      const form = await create(TEXTS.map(([, text]) => text).join(BETWEEN));
      // Without a policy, so that a script that got out of its field would run.
      const post = await posted(form, '');
      expect(post.path).toBe(path);
      expect(post.contentType).toBe('application/x-www-form-urlencoded');
      expect(post.pairs.map(([name]) => name)).toEqual(Object.keys(form.fields));
      const fields = fieldsOf(post);
      const arrived = (fields['acct_name'] ?? '').split(BETWEEN).map(withLineFeeds);
      const changed = TEXTS.filter(([, text], index) => arrived[index] !== withLineFeeds(text));
      expect(changed.map(([name]) => name)).toEqual([]);
      expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
      expect(dialogs).toBe(0);
    });

    it('posts a very long text exactly as it was signed', async () => {
      const fields = fieldsOf(await posted(await create(LONG)));
      expect(fields['acct_name']).toBe(LONG);
      expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
    });

    it('posts spaces at both ends as they were signed', async () => {
      const post = await posted(await create('  a  '));
      expect(fieldsOf(post)['acct_name']).toBe('  a  ');
      expect(isSignedByMerchant(fieldsOf(post), keys.merchant.publicKey)).toBe(true);
    });

    it('carries the fields of the order', async () => {
      const fields = fieldsOf(await posted(await create('张三')));
      expect(fields).toMatchObject({
        oid_partner: OID_PARTNER,
        no_order: 'order-1',
        money_order: '49.95',
        name_goods: '羽毛球',
        notify_url: 'https://shop.example/notify',
        url_return: 'https://shop.example/return',
      });
      expect(JSON.parse(fields['risk_item'] ?? '')).toEqual(PAGE.risk_item);
    });
  });

  it('posts line breaks within risk_item, as an object and as text, and within shareing_data as they were signed', async () => {
    const recipient = { account: '201304121000001004', type: '1', amount: '1.00' } as const;
    const orders: RequestInput<AggregateRedirectRequest>[] = [
      { ...PAGE, risk_item: { goods_name: 'a\nb\r\nc\rd' } },
      { ...PAGE, risk_item: '{\n  "goods_name": "x"\r}' },
      { ...PAGE, shareing_data: [{ ...recipient, description: 'a\nb\rc' }] },
      { ...PAGE, shareing_data: '201304121000001004^1^1.00^a\nb' },
      { ...PAGE, info_order: 'a\nb' },
    ];
    for (const order of orders) {
      const { fields } = await posted(await lianlian.aggregateRedirect.createForm(order));
      expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
    }
  });

  it('is one page whose only script and style carry the nonce', async () => {
    const form = await lianlian.aggregateRedirect.createForm(PAGE);
    const html = form.toHtml({ nonce: NONCE, autoSubmit: true });
    expect(html.match(/<(script|style)[^>]*>/g)).toEqual([
      `<style nonce="${NONCE}">`,
      `<script nonce="${NONCE}">`,
    ]);
    const violations: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') violations.push(message.text());
    });
    await posted(form);
    expect(violations.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
  });

  it('works without JavaScript: one button shows, and it posts', async () => {
    await context.close();
    await open({ javaScriptEnabled: false });
    cashier.serve({
      html: (await lianlian.aggregateRedirect.createForm(PAGE)).toHtml({ nonce: NONCE }),
      headers: { 'content-security-policy': STRICT_POLICY },
    });
    await page.goto(`${cashier.url}/checkout`);
    const button = page.getByRole('button', { name: '继续支付 Continue to LianLian Pay' });
    expect(await button.count()).toBe(1);
    expect(cashier.posts).toEqual([]);
    await Promise.all([page.waitForURL('**/gateway.htm'), button.click()]);
    expect(isSignedByMerchant(cashier.posts[0]?.fields ?? {}, keys.merchant.publicKey)).toBe(true);
  });

  it('works where a policy blocks its script: a button shows, and it posts', async () => {
    cashier.serve({
      html: (await lianlian.aggregateRedirect.createForm(PAGE)).toHtml(),
      headers: { 'content-security-policy': STRICT_POLICY },
    });
    await page.goto(`${cashier.url}/checkout`);
    await page.waitForTimeout(300);
    expect(cashier.posts).toEqual([]);
    const button = page.getByRole('button', { name: '继续支付 Continue to LianLian Pay' });
    expect(await button.count()).toBe(1);
    await Promise.all([page.waitForURL('**/gateway.htm'), button.click()]);
    expect(isSignedByMerchant(cashier.posts[0]?.fields ?? {}, keys.merchant.publicKey)).toBe(true);
  });

  it('waits for the payer where the page is not to post itself', async () => {
    cashier.serve({
      html: (await lianlian.aggregateRedirect.createForm(PAGE)).toHtml({ autoSubmit: false }),
    });
    await page.goto(`${cashier.url}/checkout`);
    await page.waitForTimeout(300);
    expect(cashier.posts).toEqual([]);
    const button = page.getByRole('button');
    expect(await button.count()).toBe(1);
    await Promise.all([page.waitForURL('**/gateway.htm'), button.click()]);
    expect(cashier.posts).toHaveLength(1);
  });

  it('leads back to the page before it, and posts once', async () => {
    cashier.serve({ html: (await lianlian.aggregateRedirect.createForm(PAGE)).toHtml() });
    await page.route('**/cart', (route) => route.fulfill({ contentType: 'text/html', body: 'cart' }));
    await page.goto(`${cashier.url}/cart`);
    await Promise.all([page.waitForURL('**/gateway.htm'), page.evaluate("location.href = '/checkout'")]);
    await page.goBack();
    expect(page.url()).toBe(`${cashier.url}/cart`);
    expect(cashier.posts).toHaveLength(1);
  });

  it('does not send a payer on again who comes back to it', async () => {
    const form = await lianlian.aggregateRedirect.createForm(PAGE);
    const headers = { 'content-security-policy': STRICT_POLICY, 'cache-control': 'no-store' };
    // The payer pressed the button, so that the page is one of those that they can go back to.
    cashier.serve({ html: form.toHtml(), headers });
    await page.goto(`${cashier.url}/checkout`);
    await Promise.all([page.waitForURL('**/gateway.htm'), page.getByRole('button').click()]);
    cashier.serve({ html: form.toHtml({ nonce: NONCE }), headers });
    await page.goBack();
    await page.getByRole('button').waitFor();
    expect(await page.locator('#spinner').isVisible()).toBe(false);
    expect(page.url()).toBe(`${cashier.url}/checkout`);
    expect(cashier.posts).toHaveLength(1);
  });

  it.each([
    ['zh', '正在前往连连支付'],
    ['en', 'Taking you to LianLian Pay'],
    [undefined, '正在前往连连支付Taking you to LianLian Pay'],
  ])('shows who is paid, how much, and that it waits for LianLian: %s', async (language, heading) => {
    // No page follows: the one that posted stays as it is while a payer waits.
    await page.route('**/gateway.htm', (route) => route.fulfill({ status: 204 }));
    const form = await lianlian.aggregateRedirect.createForm(PAGE);
    const html = form.toHtml({ nonce: NONCE, merchant: 'Little Shop', language });
    cashier.serve({ html, headers: { 'content-security-policy': STRICT_POLICY } });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${cashier.url}/checkout`, { waitUntil: 'commit' });
    await page.locator('#spinner').waitFor();
    expect(await page.locator('h1').textContent()).toBe(heading);
    expect(await page.locator('main').textContent()).toContain('Little Shop');
    expect(await page.locator('.amount').textContent()).toContain('¥49.95');
    expect(await page.evaluate("getComputedStyle(document.querySelector('#spinner')).animationName")).toBe(
      'none',
    );
    for (const [width, colorScheme] of [
      [390, 'dark'],
      [1280, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 720 });
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
      await expectToFit(page);
      await keepScreenshot(page, `on-the-way-${language ?? 'both'}-${String(width)}-${colorScheme}`, false);
    }
  });

  it('breaks a long title, and a long name of the shop, that have no blank', async () => {
    const form = await lianlian.aggregateRedirect.createForm(PAGE);
    const long = 'Supercalifragilistic'.repeat(6);
    cashier.serve({ html: form.toHtml({ title: long, merchant: long, autoSubmit: false }), headers: {} });
    await page.goto(`${cashier.url}/checkout`);
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 720 });
      await expectToFit(page);
      expect(await page.evaluate("document.querySelector('h1').scrollWidth")).toBeLessThan(width);
    }
  });

  it('posts UTF-8 although its response names no charset', async () => {
    cashier.serve({
      html: (await lianlian.aggregateRedirect.createForm(PAGE)).toHtml(),
      headers: { 'content-type': 'text/html' },
    });
    await load('/aggregateweb/gateway.htm');
    expect(cashier.posts[0]?.fields['name_goods']).toBe('羽毛球');
    expect(isSignedByMerchant(cashier.posts[0]?.fields ?? {}, keys.merchant.publicKey)).toBe(true);
  });

  it('posts fields named like members of a form like any other', async () => {
    const names = [
      'submit',
      'action',
      'method',
      'lianlian',
      'continue',
      'spinner',
      'performance',
      'elements',
      'nodeType',
      'parentNode',
    ];
    const fields = Object.fromEntries(names.map((name) => [name, `value of ${name}`]));
    const post = await posted(new RedirectForm(`${cashier.url}/gateway.htm`, fields));
    expect(post.path).toBe('/gateway.htm');
    expect(post.fields).toEqual(fields);
  });

  it.each([
    '"><script nonce=r4nd0m>alert(1)</script>',
    '</title><script>alert(1)</script>',
    "' onload='alert(1)",
  ])(
    'takes %s for text in its title, its address, its nonce and the names of its fields',
    async (hostile) => {
      const form = new RedirectForm(`${cashier.url}/gateway.htm?x=${hostile}`, { [hostile]: hostile });
      cashier.serve({ html: form.toHtml({ title: hostile, nonce: hostile, autoSubmit: false }) });
      await page.goto(`${cashier.url}/checkout`);
      expect(await page.title()).toBe(hostile);
      expect(await page.locator('script, img, iframe').count()).toBe(0);
      await Promise.all([
        page.waitForURL(({ pathname }) => pathname === '/gateway.htm'),
        page.getByRole('button').click(),
      ]);
      expect(cashier.posts[0]?.fields).toEqual({ [hostile]: hostile });
      cashier.serve({ html: form.toHtml({ nonce: hostile }) });
      await load('/gateway.htm');
      expect(dialogs).toBe(0);
    },
  );
});
