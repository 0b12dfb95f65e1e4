import { shortChinaTime } from '../pages/china-time.js';
import { html } from '../pages/html.js';
import { money } from '../pages/money.js';
import { Page } from '../pages/page.js';
import { orderBadge } from '../refunds/order-in-words.js';
import { picture } from '../products/products.pages.js';
import type { Order } from './order.js';
import { type Arrival, orderStatus } from './order-status.js';
import { orderSummary } from './order-summary.js';
import type { OrderView } from './order-view.js';

/** An order. Its status changes by itself: see `assets/live-order.js`. */
export function orderPage(view: OrderView, arrival: Arrival): Page {
  const { order, version } = view;
  return new Page(
    { zh: '订单', en: 'Your order' },
    html`<div class="columns">
      <div aria-live="polite" data-live-order="/orders/${order.no_order}/events" data-version="${version}">
        ${orderStatus(view, arrival)}
      </div>
      ${orderSummary(order)}
    </div>`,
  );
}

/** A customer's orders. */
export function ordersPage(orders: readonly Order[], refunded: ReadonlyMap<string, number>): Page {
  const items = orders.map((order) => {
    const { no_order, product, quantity, money_order, currency_order, createdAt } = order;
    return html`
      <li class="card order">
        ${picture(product.id)}
        <div>
          <h2><a href="/orders/${no_order}">${product.name} × ${quantity}</a></h2>
          <p class="muted">${shortChinaTime(createdAt)}</p>
        </div>
        <p class="end">
          <strong class="amount">${money(money_order, currency_order)}</strong>
          ${orderBadge(order, refunded.get(no_order))}
        </p>
      </li>
    `;
  });
  const content =
    items.length === 0
      ? html`<div class="card empty">
          <p>${{ zh: '您还没有订单。', en: 'You have no orders yet.' }}</p>
          <p><a class="button primary" href="/">${{ zh: '去逛逛', en: 'Look around' }}</a></p>
        </div>`
      : html`<ul class="stack">
            ${items}
          </ul>
          <p class="muted">
            ${{ zh: '时间均为北京时间（UTC+8）。', en: 'All times are China time (UTC+8).' }}
          </p>`;
  return new Page({ zh: '我的订单', en: 'My orders' }, content);
}
