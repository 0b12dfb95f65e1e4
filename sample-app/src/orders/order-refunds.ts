import type { Text } from '../language/text.js';
import { chinaTime } from '../pages/china-time.js';
import { type Html, html } from '../pages/html.js';
import { money } from '../pages/money.js';
import { payersRefundBadge } from '../refunds/refund-in-words.js';
import { INFERRED, type Refund } from '../refunds/refund.js';
import type { Order } from './order.js';

const CHECKED: Text = {
  zh: '商店正在向连连核实这笔退款，您无需操作。',
  en: 'The shop is checking this refund with LianLian. There is nothing for you to do.',
};
const FAILED: Text = {
  zh: '这笔款项没有退回。如有疑问，请联系商店。',
  en: 'This money did not go back. If you expected it to, please ask the shop.',
};

/** The money of an order that goes back to its payer. Why one failed is for the operator alone. */
export function orderRefunds(
  { currency_order }: Pick<Order, 'currency_order'>,
  refunds: readonly Refund[],
): Html | undefined {
  if (refunds.length === 0) return undefined;
  const items = refunds.map(
    ({ money_refund, status, createdAt }) => html`
      <li data-testid="refund-${status}">
        <strong class="amount">${money(money_refund, currency_order)}</strong> ${payersRefundBadge(status)}
        <span class="muted">${chinaTime(createdAt)}</span>
        ${INFERRED.includes(status) ? note(CHECKED) : undefined}
        ${status === 'failed' ? note(FAILED) : undefined}
      </li>
    `,
  );
  return html`<section class="part" data-testid="refunds">
    <h2>${{ zh: '退款', en: 'Refunds' }}</h2>
    <ul class="rows">
      ${items}
    </ul>
    ${refunds.some(isMade) ? wayBack() : undefined}
  </section>`;
}

/** By LianLian's own word: it went back, or is about to. */
function isMade({ status }: Refund): boolean {
  return status !== 'failed' && !INFERRED.includes(status);
}

function wayBack(): Html {
  return html`<p class="muted">
    ${{
      zh: '退款退回您付款时使用的银行卡或钱包。',
      en: 'Refunded money goes back to the card or wallet that you paid with.',
    }}
  </p>`;
}

function note(text: Text): Html {
  return html`<p class="muted whole">${text}</p>`;
}
