import { RedirectForm } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

const form = new RedirectForm('https://wallet.lianlianpay.com/aggregateweb/gateway.htm?a=1&b=2', {
  no_order: 'order-1',
  name_goods: '羽毛球 "A" <b>\'`&\r\n\t',
});

describe('the page of a redirect form', () => {
  it('is a whole page whose form posts every field in UTF-8', () => {
    expect(form.toHtml({ nonce: 'n-1', title: 'Pay' })).toBe(
      `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta http-equiv="content-type" content="text/html;charset=UTF-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Pay</title>
</head>
<body>
<form id="lianlian" action="https://wallet.lianlianpay.com/aggregateweb/gateway.htm?a=1&#38;b=2" method="post" accept-charset="UTF-8">
<input type="hidden" name="no_order" value="order-1">
<input type="hidden" name="name_goods" value="羽毛球 &#34;A&#34; &#60;b&#62;&#39;&#96;&#38;&#13;&#10;&#9;">
<div id="continue"><button type="submit">继续支付 Continue to LianLian Pay</button></div>
<noscript><style nonce="n-1">#continue{display:none}</style><button type="submit">继续支付 Continue to LianLian Pay</button></noscript>
</form>
<script nonce="n-1">HTMLFormElement.prototype.submit.call(document.getElementById('lianlian'))</script>
</body>
</html>`,
    );
  });

  it('has no script where it is not to post itself', () => {
    expect(form.toHtml({ autoSubmit: false })).not.toContain('<script');
    expect(form.toHtml({ autoSubmit: true }).match(/<script/g)).toHaveLength(1);
  });

  it('has no nonce where none is given, and an escaped one where it is hostile', () => {
    expect(form.toHtml()).not.toContain('nonce');
    expect(form.toHtml({ nonce: '"><script>' })).toContain('<script nonce="&#34;&#62;&#60;script&#62;">');
  });
});
