import { exchangeDetails } from '../orders/exchange-details.js';
import type { Order } from '../orders/order.js';
import { methodInWords } from '../orders/payment-method.js';
import { isSettled } from '../orders/payment.js';
import { chinaTime, dayInWords } from '../pages/china-time.js';
import type { Detail } from '../pages/details.js';
import { html } from '../pages/html.js';

/** What the operator has to know of a payment, and where the sandbox shows it. */
export function paymentDetails(
  { payment, customer }: Order,
  sandboxUrl: string | undefined,
): readonly Detail[] {
  const rows: Detail[] = [];
  if (isSettled(payment)) rows.push(transaction(payment.oid_paybill, sandboxUrl));
  if (payment.status === 'paid') {
    if (payment.pay_type !== undefined) {
      rows.push([{ zh: '支付方式', en: 'Method' }, methodInWords(payment.pay_type), 'pay-method']);
    }
    rows.push(
      [{ zh: '支付时间', en: 'Paid at' }, chinaTime(payment.paidAt)],
      [{ zh: '清算日期', en: 'Settlement day' }, dayInWords(payment.settle_date)],
      ...exchangeDetails(payment.exchanged),
    );
  } else if (isSettled(payment)) rows.push([{ zh: '更新时间', en: 'Changed at' }, chinaTime(payment.at)]);
  if (payment.status === 'failed') rows.push([{ zh: '原因', en: 'Reason' }, payment.reason]);
  rows.push([{ zh: '顾客', en: 'Customer' }, html`<span class="number">${customer}</span>`]);
  return rows;
}

function transaction(oid_paybill: string, sandboxUrl: string | undefined): Detail {
  const number = html`<span class="number" data-testid="transaction">${oid_paybill}</span>`;
  const link = html`<a href="${sandboxUrl ?? ''}/_sandbox/#/orders/${oid_paybill}" data-testid="to-panel"
    >${number}</a
  >`;
  return [{ zh: '连连交易号', en: 'Transaction' }, sandboxUrl === undefined ? number : link];
}
