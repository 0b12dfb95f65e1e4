import { alert } from '../pages/layout.js';
import { type Html, html } from '../pages/html.js';
import { chinaTime } from '../pages/china-time.js';
import { holdStatus } from './hold-status.js';
import type { Order } from './order.js';
import { qrPicture } from './qr-picture.js';
import type { ReturnNote } from './return-note.js';

const RETURN_NOTES: Readonly<Record<ReturnNote, string>> = {
  abandoned: '您还没有支付，可以再试一次。 You have not paid yet. You can try again.',
  unverified:
    '无法验证返回的消息，正在等待连连的通知。 We could not verify how you came back; we are waiting for the notification.',
};

/** Where the payment of an order stands: the part of its page that changes by itself. */
export function orderStatus(order: Order, note?: ReturnNote): Html {
  const { payment, no_order } = order;
  switch (payment.status) {
    case 'paid':
      return html`<p class="notice good" role="status" data-testid="paid">✓ 已支付 Paid</p>
        <dl>
          <dt>连连交易号 Transaction</dt>
          <dd data-testid="transaction">${payment.oid_paybill}</dd>
          <dt>支付时间 Paid at</dt>
          <dd>${chinaTime(payment.paidAt)}</dd>
        </dl>`;
    case 'authorized':
    case 'capturing':
    case 'captured':
    case 'cancelling':
    case 'cancelled':
      return holdStatus(payment);
    case 'confirmed':
      return waiting(
        no_order,
        '连连已确认支付，正在等待支付通知。 Confirmed by LianLian, waiting for the notification.',
      );
    case 'processing':
      return waiting(no_order, '银行正在处理。 The bank is processing the payment.');
    case 'unknown':
      return waiting(
        no_order,
        '支付结果暂时未知，请查询。 We do not know yet whether this was paid. Please check.',
      );
    case 'awaiting-scan':
      return html`${qrPicture(payment)}
        <p class="notice" role="status" data-testid="unpaid">
          等待支付，支付后本页自动更新。 Waiting for your payment; this page changes by itself.
        </p>
        <div class="buttons">
          <a class="button" href="/orders/${no_order}/checkout">换一种方式 Another method</a>
          ${checkButton(no_order)}
        </div>`;
    case 'awaiting-code':
      return html`<p data-testid="unpaid">等待短信验证码。 Waiting for the SMS code.</p>
        <p class="buttons">
          <a class="button primary" href="/orders/${no_order}/code">输入验证码 Enter the code</a>
          <a class="button" href="/orders/${no_order}/checkout">换一种方式 Another method</a>
        </p>`;
    case 'at-lianlian':
      return html`${
        note === undefined
          ? html`<p>
              您已前往连连页面；支付后本页会自动更新。 You went to LianLian's page. This page changes by
              itself once you have paid.
            </p>`
          : undefined
      }
      ${unpaid(no_order, note, '重新支付 Try again')}`;
    case 'failed':
      return html`${alert(payment.reason)} ${unpaid(no_order, undefined, '重新支付 Try again')}`;
    case 'unpaid':
      return unpaid(no_order, note, '去支付 Pay');
  }
}

function unpaid(no_order: string, note: ReturnNote | undefined, label: string): Html {
  const text = note === undefined ? '未支付 Not paid yet' : RETURN_NOTES[note];
  return html`<p class="notice" role="status" data-testid="unpaid">${text}</p>
    <div class="buttons">
      <a class="button primary" href="/orders/${no_order}/checkout" data-testid="try-again">${label}</a>
      ${checkButton(no_order)}
    </div>`;
}

function waiting(no_order: string, text: string): Html {
  return html`<p class="notice" role="status" data-testid="waiting">${text}</p>
    <div class="buttons">${checkButton(no_order)}</div>`;
}

function checkButton(no_order: string): Html {
  return html`<form method="post" action="/orders/${no_order}/check">
    <button data-testid="check">查询结果 Check the result</button>
  </form>`;
}
