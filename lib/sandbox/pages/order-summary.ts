import type { Transaction } from '../orders/transaction.js';
import { type Html, html } from './html.js';

/** The order, as every page shows it. */
export function orderSummary(order: Transaction): Html {
  return html`<p class="amount" data-testid="amount">¥ ${order.money_order}</p>
    <dl>
      <dt>商品 Goods</dt>
      <dd data-testid="goods">${order.name_goods}</dd>
      <dt>订单号 Order</dt>
      <dd data-testid="order">${order.no_order}</dd>
      <dt>交易号 Transaction</dt>
      <dd>${order.oid_paybill}</dd>
    </dl>`;
}
