import { chinaTime } from '../pages/china-time.js';
import { details } from '../pages/details.js';
import { type Html, html } from '../pages/html.js';
import { money } from '../pages/money.js';
import { picture } from '../products/products.pages.js';
import type { Order } from './order.js';

/** What was ordered. */
export function orderSummary({
  product,
  quantity,
  money_order,
  currency_order,
  isDeposit,
  no_order,
  createdAt,
}: Order): Html {
  return html`<aside class="card summary" aria-labelledby="summary">
    <h2 id="summary">${{ zh: '订单内容', en: 'Order summary' }}</h2>
    <div class="line">
      ${picture(product.id)}
      <p><strong>${product.name}</strong><br /><span class="muted">× ${quantity}</span></p>
    </div>
    ${details([
      [
        isDeposit ? { zh: '押金', en: 'Deposit' } : { zh: '金额', en: 'Amount' },
        html`<span class="price">${money(money_order, currency_order)}</span>`,
        'amount',
      ],
      [{ zh: '下单时间', en: 'Ordered at' }, chinaTime(createdAt)],
      [
        { zh: '订单号', en: 'Order number' },
        html`<span class="number" data-testid="order-number">${no_order}</span>`,
      ],
    ])}
  </aside>`;
}
