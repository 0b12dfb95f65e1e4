import { chinaTime } from '../pages/china-time.js';
import { type Html, html } from '../pages/html.js';
import { money } from '../pages/money.js';
import { refundBadge } from '../refunds/refund-in-words.js';
import type { Refund } from '../refunds/refund.js';
import type { Order } from './order.js';

/** The money of an order that goes back to its payer. Why one failed is for the operator alone. */
export function orderRefunds(
  { currency_order }: Pick<Order, 'currency_order'>,
  refunds: readonly Refund[],
): Html | undefined {
  if (refunds.length === 0) return undefined;
  const items = refunds.map(
    ({ money_refund, status, createdAt }) => html`
      <li data-testid="refund-${status}">
        <strong class="amount">${money(money_refund, currency_order)}</strong> ${refundBadge(status)}
        <span class="muted">${chinaTime(createdAt)}</span>
      </li>
    `,
  );
  return html`<section class="part" data-testid="refunds">
    <h2>${{ zh: '退款', en: 'Refunds' }}</h2>
    <ul class="rows">
      ${items}
    </ul>
    <p class="muted">
      ${{ zh: '款项将退回您付款时使用的银行卡或钱包。', en: 'The money goes back to the card or wallet that you paid with.' }}
    </p>
  </section>`;
}
