import { fenToYuan } from 'nestjs-lianlian';

import type { Order } from '../orders/order.js';
import { orderSummary } from '../orders/orders.pages.js';
import { paymentInWords } from '../orders/payment-in-words.js';
import { isUnderWay } from '../orders/payment.js';
import { type Html, html } from '../pages/html.js';
import { Page } from '../pages/page.js';
import type { Refund } from '../refunds/refund.js';
import { refundableFen } from '../refunds/refunds.service.js';
import { refundsSection } from './refunds.section.js';

/** One order, and what the operator can do with it. */
export function adminOrderPage(order: Order, refunds: readonly Refund[]): Page {
  const { no_order, payment, customer } = order;
  const isOpen = isUnderWay(payment) || payment.status === 'capturing' || payment.status === 'cancelling';
  const captured = payment.status === 'captured' ? html` ¥ ${payment.amount}` : undefined;
  return new Page(
    '订单管理 Order',
    html`<section class="card">
        <p class="notice" role="status" data-testid="state">${paymentInWords(payment)}${captured}</p>
        <div class="buttons">
          ${isOpen ? button(`/admin/orders/${no_order}/check`, 'check', '查询连连 Ask LianLian') : undefined}
          <a class="button" href="/admin/customers/${customer}/cards" data-testid="cards"
            >顾客的银行卡 Cards</a
          >
          <a class="button" href="/admin">全部订单 All orders</a>
        </div>
      </section>
      ${payment.status === 'authorized' ? holdForms(no_order, payment.amount) : undefined}
      ${refundForm(no_order, refundableFen(order, refunds))} ${refundsSection(refunds)} ${orderSummary(order)}`,
  );
}

function holdForms(no_order: string, held: string): Html {
  return html`<section class="card">
    <h2>押金 Deposit</h2>
    ${amountForm(`/admin/orders/${no_order}/capture`, 'capture', '扣款金额 Amount to charge', held, '扣款 Charge')}
    <p class="muted">其余部分会被释放。 What is not charged is released.</p>
    ${button(`/admin/orders/${no_order}/cancel`, 'cancel', '释放全部 Release it all')}
  </section>`;
}

function refundForm(no_order: string, leftFen: number): Html | undefined {
  if (leftFen <= 0) return undefined;
  const left = fenToYuan(leftFen);
  return html`<section class="card">
    <h2>退款 Refund</h2>
    ${amountForm(`/admin/orders/${no_order}/refunds`, 'refund', `退款金额，最多 Amount, at most ¥ ${left}`, left, '退款 Refund')}
  </section>`;
}

function amountForm(action: string, name: string, label: string, amount: string, text: string): Html {
  return html`<form method="post" action="${action}">
    <div class="field">
      <label for="${name}-amount">${label}</label>
      <input
        id="${name}-amount"
        name="amount"
        inputmode="decimal"
        value="${amount}"
        maxlength="12"
        required
      />
    </div>
    <p><button class="primary" data-testid="${name}">${text}</button></p>
  </form>`;
}

function button(action: string, name: string, text: string): Html {
  return html`<form method="post" action="${action}">
    <button data-testid="${name}">${text}</button>
  </form>`;
}
