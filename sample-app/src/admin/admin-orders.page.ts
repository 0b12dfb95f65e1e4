import type { Order } from '../orders/order.js';
import { paymentInWords } from '../orders/payment-in-words.js';
import { chinaTime } from '../pages/china-time.js';
import { html } from '../pages/html.js';
import { Page } from '../pages/page.js';

/** Everybody's orders. */
export function adminOrdersPage(orders: readonly Order[]): Page {
  const rows = orders.map(
    ({ no_order, createdAt, product, quantity, money_order, payment }) => html`
      <tr>
        <td>
          <a href="/admin/orders/${no_order}" data-testid="order-${no_order}">${chinaTime(createdAt)}</a>
        </td>
        <td>${product.name} × ${quantity}</td>
        <td class="amount">¥ ${money_order}</td>
        <td>${paymentInWords(payment)}</td>
      </tr>
    `,
  );
  const content =
    rows.length === 0
      ? html`<p>还没有订单。 No orders yet.</p>`
      : html`<div class="card wide">
          <table>
            <thead>
              <tr>
                <th scope="col">时间 Time</th>
                <th scope="col">商品 Product</th>
                <th scope="col">金额 Amount</th>
                <th scope="col">状态 State</th>
              </tr>
            </thead>
            <tbody>
              ${rows}
            </tbody>
          </table>
        </div>`;
  return new Page(
    '全部订单 All orders',
    html`${content}
      <p><a class="button" href="/admin/reports" data-testid="reports">对账 Reconcile a report</a></p>`,
  );
}
