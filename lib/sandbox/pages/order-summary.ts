import type { Transaction } from '../orders/transaction.js';
import { type Html, html, t } from '../http/html.js';

const IN_CHINA = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** The order, as every page shows it. */
export function orderSummary(order: Transaction): Html {
  const isOpen = order.result_pay === 'WAITING' || order.result_pay === 'FAILURE';
  const closing = html`<dt>${t('付款截止时间', 'Pay before')}</dt>
    <dd>${readableTime(order.closesAt)} <small>${t('北京时间', 'China time (UTC+8)')}</small></dd>`;
  return html`<section class="order" aria-label="${t('订单', 'Order')}">
    <p class="amount" data-testid="amount">¥ ${order.money_order}</p>
    <dl class="facts">
      <dt>${t('商品', 'Goods')}</dt>
      <dd data-testid="goods">${order.name_goods}</dd>
      <dt>${t('商户号', 'Merchant')}</dt>
      <dd>${order.oid_partner}</dd>
      <dt>${t('订单号', 'Order')}</dt>
      <dd data-testid="order">${order.no_order}</dd>
      <dt>${t('交易号', 'Transaction')}</dt>
      <dd>${order.oid_paybill}</dd>
      ${isOpen ? closing : undefined}
    </dl>
  </section>`;
}

/** A moment in China's time: `2026-11-21 20:30`. */
function readableTime(moment: Date): string {
  return IN_CHINA.format(moment);
}
