import { chinaTime } from '../pages/china-time.js';
import { type Html, html } from '../pages/html.js';
import type { Refund, RefundStatus } from '../refunds/refund.js';

const STATUSES: Readonly<Record<RefundStatus, string>> = {
  new: '未确认 Not confirmed',
  unknown: '结果未知 Outcome unknown',
  initialized: '已受理 Accepted',
  processing: '处理中 Under way',
  succeeded: '已退款 Refunded',
  failed: '未退款 Not refunded',
};

/** An order's refunds. One whose end is open can be asked about. */
export function refundsSection(refunds: readonly Refund[]): Html | undefined {
  if (refunds.length === 0) return undefined;
  const items = refunds.map(({ no_refund, createdAt, money_refund, status, reason }) => {
    const isOpen = status !== 'succeeded' && status !== 'failed';
    return html`<li data-testid="refund-${status}">
      <strong>¥ ${money_refund}</strong> · ${STATUSES[status]} · ${chinaTime(createdAt)}
      <small class="number">${no_refund}</small>
      ${reason === undefined ? undefined : html`<p class="muted">${reason}</p>`}
      ${isOpen ? checkForm(no_refund) : undefined}
    </li>`;
  });
  return html`<section class="card">
    <h2>退款记录 Refunds</h2>
    <ul class="refunds">
      ${items}
    </ul>
  </section>`;
}

function checkForm(no_refund: string): Html {
  return html`<form method="post" action="/admin/refunds/${no_refund}/check">
    <button data-testid="check-refund">查询，连连没有时重发 Ask LianLian; send again if it has none</button>
  </form>`;
}
