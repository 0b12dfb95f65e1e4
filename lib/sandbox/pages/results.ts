import { type Checkout, checkoutPath } from '../checkouts.js';
import type { Transaction } from '../orders/transaction.js';
import type { Refusal } from '../refusal.js';
import { Html, html } from './html.js';
import { page } from './layout.js';
import { orderSummary } from './order-summary.js';

/** Sends the browser back to the shop with a form post. */
export function returnPage(url: string, fields: Readonly<Record<string, string>>): Html {
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return page(
    '支付成功 Paid',
    html`<form method="post" action="${url}" accept-charset="UTF-8" data-testid="return-form">
      ${inputs}
      <p><button class="primary" data-testid="return">返回商户 Back to the shop</button></p>
    </form>`,
    new Html('<script>document.forms[0].submit()</script>'),
  );
}

/** A payment that succeeded, and no shop to go back to. */
export function paidPage(order: Transaction): Html {
  const title = order.authorization ? '预授权成功 Authorized' : '支付成功 Paid';
  return page(title, html`<div data-testid="paid">${orderSummary(order)}</div>`);
}

/** A payment that the bank has not decided. */
export function processingPage(order: Transaction): Html {
  return page('支付处理中 Processing', html`<div data-testid="processing">${orderSummary(order)}</div>`);
}

/** A payment that failed: the payer may try again. */
export function failedPage(checkout: Checkout, reason: string): Html {
  return page(
    '支付失败 Payment failed',
    html`${orderSummary(checkout.entry)}
      <p class="problem" role="alert" data-testid="problem">${reason}</p>
      <p>
        <a class="button" href="${checkoutPath(checkout.id)}" data-testid="retry">重试 Try again</a>
      </p>`,
  );
}

/** A payer who gave up, and no shop to go back to. */
export function abandonedPage(order: Transaction): Html {
  return page('已放弃支付 Payment abandoned', orderSummary(order));
}

/** A request that was refused. `source` is the text that the signature is checked against. */
export function refusalPage(refusal: Refusal, source?: string): Html {
  const explanation =
    refusal.ret_code !== '1001'
      ? undefined
      : html`<p>沙箱按下列文本验签 The signature was checked against this text (secret values as ***):</p>`;
  return page(
    '请求被拒绝 Request refused',
    html`<dl>
        <dt>ret_code</dt>
        <dd data-testid="ret_code">${refusal.ret_code}</dd>
        <dt>ret_msg</dt>
        <dd data-testid="ret_msg">${refusal.ret_msg}</dd>
      </dl>
      ${explanation}
      ${source === undefined || source === '' ? undefined : html`<pre data-testid="source">${source}</pre>`}`,
  );
}

/** An address at which there is nothing. */
export function notFoundPage(): Html {
  return page('找不到页面 Not found', html`<p>沙箱没有这个页面。 The sandbox has no such page.</p>`);
}
