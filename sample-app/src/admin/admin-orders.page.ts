import type { Order } from '../orders/order.js';
import { paymentBadge } from '../orders/payment-in-words.js';
import { shortChinaTime } from '../pages/china-time.js';
import { html } from '../pages/html.js';
import { money } from '../pages/money.js';
import { Page } from '../pages/page.js';
import { type Row, table } from '../pages/table.js';

const TITLE = { zh: '全部订单', en: 'All orders' };
const COLUMNS = [
  { zh: '时间（北京时间）', en: 'Time in China' },
  { zh: '商品', en: 'Product' },
  { zh: '金额', en: 'Amount' },
  { zh: '状态', en: 'State' },
];

/** Everybody's orders. */
export function adminOrdersPage(orders: readonly Order[]): Page {
  const rows = orders.map(({ no_order, createdAt, product, quantity, money_order, payment }): Row => ({
    cells: [
      html`<a href="/admin/orders/${no_order}" data-testid="order-${no_order}"
        >${shortChinaTime(createdAt)}</a
      >`,
      html`${product.name} × ${quantity}`,
      html`<span class="amount">${money(money_order)}</span>`,
      paymentBadge(payment),
    ],
  }));
  const nothing = html`<div class="card empty">
    <p>${{ zh: '还没有订单。', en: 'No orders yet.' }}</p>
  </div>`;
  return new Page(TITLE, rows.length === 0 ? nothing : table(TITLE, COLUMNS, rows));
}
