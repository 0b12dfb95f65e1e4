import { RedirectForm } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

const form = new RedirectForm('https://wallet.lianlianpay.com/aggregateweb/gateway.htm?a=1&b=2', {
  no_order: 'order-1',
  name_goods: '羽毛球 "A" <b>\'`&\r\n\t',
});

/** A form as LianLian gets it, with the longest signature there is. */
const sample = new RedirectForm('https://payment.lianlianpay.com/payment/traveleasypay.htm', {
  version: '1.1',
  charset_name: 'UTF-8',
  oid_partner: '201304121000001004',
  user_id: 'user-1',
  sign_type: 'RSA',
  busi_partner: '109001',
  no_order: '20260501103000123456',
  dt_order: '20260501103000',
  name_goods: '羽毛球',
  money_order: '1234.50',
  notify_url: 'https://shop.example/lianlian/notify',
  url_return: 'https://shop.example/lianlian/return',
  risk_item: '{"frms_ware_category":"1009","user_info_mercht_userno":"user-1"}',
  pay_type: 'M',
  sign: 'A'.repeat(344),
});

describe('the page of a redirect form', () => {
  it('is a whole page whose form posts every field in UTF-8', () => {
    const html = form.toHtml({ nonce: 'n-1', title: 'Pay', merchant: 'Little <Shop>', language: 'en' });
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
    expect(html).toContain('<meta http-equiv="content-type" content="text/html;charset=UTF-8">');
    expect(html).toContain('<title>Pay</title>');
    expect(html).toContain('<h1>Pay</h1>');
    expect(html).toContain('<p>Little &#60;Shop&#62;</p>');
    expect(html)
      .toContain(`<form id="lianlian" action="https://wallet.lianlianpay.com/aggregateweb/gateway.htm?a=1&#38;b=2" method="post" accept-charset="UTF-8">
<input type="hidden" name="no_order" value="order-1">
<input type="hidden" name="name_goods" value="羽毛球 &#34;A&#34; &#60;b&#62;&#39;&#96;&#38;&#13;&#10;&#9;">
<button type="submit">Continue to LianLian Pay</button>
</form>`);
    expect(html.match(/ nonce="n-1"/g)).toHaveLength(2);
    expect(html).toMatch(/<\/html>$/);
  });

  it.each([
    ['zh', 'zh-CN', '正在前往连连支付', '继续支付'],
    ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN', '正在前往连连支付', '继续支付'],
    ['en-GB,en;q=0.9,zh;q=0.5', 'en', 'Taking you to LianLian Pay', 'Continue to LianLian Pay'],
    [
      'fr-FR',
      'zh-CN',
      '正在前往连连支付<br><span lang="en">Taking you to LianLian Pay</span>',
      '继续支付 Continue to LianLian Pay',
    ],
    [
      undefined,
      'zh-CN',
      '正在前往连连支付<br><span lang="en">Taking you to LianLian Pay</span>',
      '继续支付 Continue to LianLian Pay',
    ],
  ])('speaks the language %s', (language, lang, heading, button) => {
    const html = form.toHtml({ language });
    expect(html).toContain(`<html lang="${lang}">`);
    expect(html).toContain(`<h1>${heading}</h1>`);
    expect(html).toContain(`<button type="submit">${button}</button>`);
  });

  it('shows the amount that the fields carry, and none where they carry none', () => {
    const amountOf = (fields: Record<string, string>, language?: string): string | undefined =>
      /<p class="amount">(.*)<\/p>/.exec(
        new RedirectForm('https://a.example', fields).toHtml({ language }),
      )?.[1];
    expect(amountOf({ money_order: '1234.5' })).toBe('¥1,234.50');
    expect(amountOf({ money_order: '0.01' }, 'en')).toBe('CN¥0.01');
    expect(amountOf({ req_data: '{"money_order":"49.95"}' })).toBe('¥49.95');
    for (const money_order of ['', '<b>', '1e9', '1.234', '-'])
      expect(amountOf({ money_order })).toBe(undefined);
    for (const req_data of ['', '{', 'null', '5', '{"money_order":5}']) {
      expect(amountOf({ req_data })).toBe(undefined);
    }
  });

  it('is below 4 KB with everything that it can show and a whole order in it', () => {
    const html = sample.toHtml({
      nonce: 'iHFcqXpWPiG4rF1Xk0bL5A==',
      merchant: '连连小店 Little Shop',
      color: '#7a1fa2',
      title: '正在前往支付',
    });
    expect(Buffer.byteLength(html)).toBeLessThan(4096);
  });

  it.each([
    ['#fff', '#000'],
    ['#FFD400', '#000'],
    ['#000', '#fff'],
    ['#0b5fbd', '#fff'],
  ])('has the colour %s, with text that can be read on it', (color, text) => {
    expect(form.toHtml({ color })).toContain(`--go:${color};--on:${text}`);
  });

  it.each(['red', '#ffff', '#12345g', '#fff}body{display:none', 'url(x)'])(
    'refuses the colour %s',
    (color) => {
      expect(() => form.toHtml({ color })).toThrow('toHtml color: must be a colour such as #0b5fbd');
    },
  );

  it('has no script where it is not to post itself, and says nothing of being on the way', () => {
    const html = form.toHtml({ autoSubmit: false });
    expect(html).not.toContain('<script');
    expect(html).not.toContain('spinner" hidden');
    expect(html).not.toContain('Taking you');
    expect(form.toHtml({ autoSubmit: true }).match(/<script/g)).toHaveLength(1);
  });

  it('has no nonce where none is given, and an escaped one where it is hostile', () => {
    expect(form.toHtml()).not.toContain('nonce');
    const html = form.toHtml({ nonce: '"><script>' });
    expect(html).toContain('<script nonce="&#34;&#62;&#60;script&#62;">');
    expect(html).toContain('<style nonce="&#34;&#62;&#60;script&#62;">');
  });
});
