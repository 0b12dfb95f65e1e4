import { fenToYuan } from 'nestjs-lianlian';

import type { Text } from '../language/text.js';
import { askedNote } from '../orders/asked-note.js';
import { orderSummary } from '../orders/order-summary.js';
import type { Order } from '../orders/order.js';
import type { Hold } from '../orders/payment.js';
import { details } from '../pages/details.js';
import { field } from '../pages/fields.js';
import { type Html, html } from '../pages/html.js';
import { money, moneyOfFen } from '../pages/money.js';
import { alert, state } from '../pages/notices.js';
import { Page } from '../pages/page.js';
import type { Refund } from '../refunds/refund.js';
import { orderInWords } from '../refunds/order-in-words.js';
import { refundableFen, refundedFen, tooMuchFen } from '../refunds/refund-sums.js';
import { newRefundNumber } from '../refunds/refunds.service.js';
import type { ShopSettings } from '../shop-settings.js';
import { paymentDetails } from './payment-details.js';
import { refundsSection } from './refunds.section.js';

/** One order, and what the operator can do with it. */
export function adminOrderPage(
  order: Order,
  refunds: readonly Refund[],
  { sandboxUrl }: Pick<ShopSettings, 'sandboxUrl'> = { sandboxUrl: undefined },
  asked?: Date,
): Page {
  const { no_order, payment, customer } = order;
  const isOver = payment.status === 'paid' || payment.status === 'captured' || payment.status === 'cancelled';
  const left = refundableFen(order, refunds);
  const excess = tooMuchFen(order, refunds);
  const [tone, words] = orderInWords(order, refundedFen(refunds));
  const captured = payment.status === 'captured' ? html` ${money(payment.amount)}` : undefined;
  return new Page(
    { zh: '订单管理', en: 'Manage order' },
    html`<div class="columns">
      <div>
        <section class="card">
          ${state(tone, 'state', html`${words}${captured}`)} ${details(paymentDetails(order, sandboxUrl))}
          <div class="buttons">
            ${
              !isOver && order.tried.length > 0
                ? button(`/admin/orders/${no_order}/check`, 'check', { zh: '向连连查询', en: 'Ask LianLian' })
                : undefined
            }
            <a class="button" href="/admin/customers/${customer}/cards" data-testid="cards"
              >${{ zh: '顾客的银行卡', en: 'The customer’s cards' }}</a
            >
          </div>
          ${askedNote(asked)}
        </section>
        ${excess > 0 ? tooMuch(order, excess) : undefined}
        ${payment.status === 'authorized' ? holdForms(no_order, payment) : undefined}
        ${refundForm(order, left)} ${refundsSection(order, refunds)}
      </div>
      ${orderSummary(order)}
    </div>`,
  );
}

/** LianLian says that a refund was made which the shop took for failed, and another one was made for the same money. */
function tooMuch({ currency_order }: Order, fen: number): Html {
  const { zh, en } = moneyOfFen(fen, currency_order);
  return html`<section class="card" data-testid="refunded-too-much">
    ${alert({
      zh: `退款比已付金额多 ${zh}：请向顾客追回，或作损失处理。`,
      en: `The refunds exceed the payment by ${en}. Get that back from the payer, or write it off.`,
    })}
  </section>`;
}

function holdForms(no_order: string, { amount: held, asked = [] }: Hold): Html {
  return html`<section class="card">
    <h2>${{ zh: '押金', en: 'Deposit' }}</h2>
    ${asked.length > 0 ? askedBefore(asked) : undefined}
    ${amountForm(`/admin/orders/${no_order}/capture`, {
      name: 'capture',
      label: { zh: '扣款金额', en: 'Amount to charge' },
      hint: { zh: '其余部分会被释放。', en: 'The rest is released.' },
      amount: held,
      text: { zh: '扣款', en: 'Charge' },
    })}
    ${button(`/admin/orders/${no_order}/cancel`, 'cancel', { zh: '释放全部押金', en: 'Release full deposit' })}
  </section>`;
}

/** LianLian did not have them when it was asked. One that was lost on the way may still arrive. */
function askedBefore(amounts: readonly string[]): Html {
  const texts = amounts.map((amount) => money(amount));
  return html`<p class="muted" data-testid="asked-before">
    ${{
      zh: `曾请求扣款 ${texts.map(({ zh }) => zh).join('、')}，查询时连连没有扣款。再次扣款前，请先向连连查询。`,
      en: `The shop asked for these charges before: ${texts.map(({ en }) => en).join(', ')}. LianLian had none of them when the shop asked. Ask LianLian once more before you charge again.`,
    }}
  </p>`;
}

function refundForm({ no_order, currency_order }: Order, leftFen: number): Html | undefined {
  if (leftFen <= 0) return undefined;
  const left = moneyOfFen(leftFen, currency_order);
  return html`<section class="card">
    <h2>${{ zh: '退款', en: 'Refund' }}</h2>
    ${amountForm(`/admin/orders/${no_order}/refunds`, {
      name: 'refund',
      label: { zh: '退款金额', en: 'Amount to refund' },
      hint: { zh: `最多 ${left.zh}`, en: `At most ${left.en}` },
      amount: fenToYuan(leftFen),
      no_refund: newRefundNumber(),
      text: { zh: '退款', en: 'Refund' },
    })}
  </section>`;
}

interface AmountForm {
  readonly name: string;
  readonly label: Text;
  readonly hint: Text;
  readonly amount: string;
  /** The number of the refund that the form makes: one, however often it is sent. */
  readonly no_refund?: string;
  readonly text: Text;
}

function amountForm(action: string, { name, label, hint, amount, no_refund, text }: AmountForm): Html {
  const id = `${name}-amount`;
  return html`<form method="post" action="${action}" data-waits data-in-place>
    ${no_refund === undefined ? undefined : html`<input type="hidden" name="no_refund" value="${no_refund}" />`}
    ${field({ name: 'amount', id, label, hint, value: amount, inputmode: 'decimal', maxlength: 12 })}
    <div class="buttons"><button class="primary" data-testid="${name}">${text}</button></div>
  </form>`;
}

function button(action: string, name: string, text: Text): Html {
  return html`<form method="post" action="${action}" data-waits data-in-place>
    <button data-testid="${name}">${text}</button>
  </form>`;
}
