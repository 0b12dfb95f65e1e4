import type { Text } from '../language/text.js';
import type { Order } from '../orders/order.js';
import { chinaTime } from '../pages/china-time.js';
import { errorDetails } from '../pages/error-details.js';
import { type Html, html } from '../pages/html.js';
import { money } from '../pages/money.js';
import { refundBadge } from '../refunds/refund-in-words.js';
import { hasEnded, type Refund, type RefundStatus } from '../refunds/refund.js';

/** An order's refunds. One whose end is open can be asked about. */
export function refundsSection(
  { currency_order }: Pick<Order, 'currency_order'>,
  refunds: readonly Refund[],
): Html | undefined {
  if (refunds.length === 0) return undefined;
  const items = refunds.map(({ no_refund, createdAt, money_refund, status, reason }) => {
    return html`<li data-testid="refund-${status}">
      <strong class="amount">${money(money_refund, currency_order)}</strong> ${refundBadge(status)}
      <span class="muted">${chinaTime(createdAt)}</span>
      <span class="number whole">${no_refund}</span>
      ${reason === undefined ? undefined : html`<div class="muted whole">${errorDetails(why(status), reason)}</div>`}
      ${hasEnded({ status }) ? undefined : checkForm(no_refund, status)}
    </li>`;
  });
  return html`<section class="card">
    <h2>${{ zh: '退款记录', en: 'Refunds' }}</h2>
    <ul class="rows">
      ${items}
    </ul>
  </section>`;
}

/** What an error means for a refund. LianLian's own word has none beside it. */
function why(status: RefundStatus): Text {
  switch (status) {
    case 'refused':
      return {
        zh: '连连报错，或未能发出：应该没有退款，以查询结果为准。',
        en: 'LianLian answered with an error, or it was not sent: it was most likely not made, and a query tells.',
      };
    case 'failed':
      return {
        zh: '连连报错，查询时也没有这笔退款：没有退款。',
        en: 'LianLian answered with an error, and did not have the refund when it was asked: it was not made.',
      };
    default:
      return {
        zh: '没有收到连连的有效结果：可能已退款，也可能没有，以查询结果为准。',
        en: 'LianLian gave no clear result: it may have been made, or not, and a query tells.',
      };
  }
}

function checkForm(no_refund: string, status: RefundStatus): Html {
  const text: Text =
    status === 'refused'
      ? {
          zh: '查询；若连连无此记录则可重新退款',
          en: 'Ask LianLian. If it has no such refund, you can refund again',
        }
      : { zh: '查询；若连连无此记录则重发', en: 'Ask LianLian. If it has no such refund, send it again' };
  return html`<form
    class="whole"
    method="post"
    action="/admin/refunds/${no_refund}/check"
    data-waits
    data-in-place
  >
    <button data-testid="check-refund">${text}</button>
  </form>`;
}
