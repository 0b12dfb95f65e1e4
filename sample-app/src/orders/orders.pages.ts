import { type Html, html } from '../pages/html.js';
import { Page } from '../pages/page.js';
import { paymentInWords } from './payment-in-words.js';
import type { Order } from './order.js';
import { orderStatus } from './order-status.js';
import type { ReturnNote } from './return-note.js';

/** An order. Its status changes by itself: see `live-order.script.ts`. */
export function orderPage(order: Order, note?: ReturnNote): Page {
  return new Page(
    '订单 Order',
    html`<section
        class="card"
        aria-live="polite"
        data-live-order="/orders/${order.no_order}/events"
        data-version="${order.version}"
      >
        ${orderStatus(order, note)}
      </section>
      ${orderSummary(order)}`,
  );
}

/** What was ordered. */
export function orderSummary(order: Order): Html {
  return html`<section class="card">
    <dl>
      <dt>商品 Product</dt>
      <dd>${order.product.name} × ${order.quantity}</dd>
      <dt>金额 Amount</dt>
      <dd class="price" data-testid="amount">¥ ${order.money_order}</dd>
      <dt>订单号 Order number</dt>
      <dd class="number" data-testid="order-number">${order.no_order}</dd>
    </dl>
  </section>`;
}

/** A customer's orders. */
export function ordersPage(orders: readonly Order[]): Page {
  const items = orders.map(
    ({ no_order, product, quantity, money_order, payment }) => html`
      <li class="card">
        <a href="/orders/${no_order}">${product.name} × ${quantity}</a>
        <p>¥ ${money_order} · ${paymentInWords(payment)}</p>
      </li>
    `,
  );
  const content =
    items.length === 0
      ? html`<p>还没有订单。 No orders yet.</p>`
      : html`<ul class="orders">
          ${items}
        </ul>`;
  return new Page('我的订单 My orders', content);
}
