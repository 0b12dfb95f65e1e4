import type { Text } from '../language/text.js';
import { chinaTime } from '../pages/china-time.js';
import { details } from '../pages/details.js';
import { type Html, html } from '../pages/html.js';
import { alert, state } from '../pages/notices.js';
import { steps } from '../pages/steps.js';
import { askedNote } from './asked-note.js';
import { exchangeDetails } from './exchange-details.js';
import { holdStatus } from './hold-status.js';
import type { Order } from './order.js';
import { oldCodeNote } from './old-code-note.js';
import { orderRefunds } from './order-refunds.js';
import type { OrderView } from './order-view.js';
import { isSettled } from './payment.js';
import { qrPicture } from './qr-picture.js';
import type { ReturnNote } from './return-note.js';

const NOT_PAID: Text = { zh: '未支付', en: 'Not paid yet' };
const NOT_DECIDED: Text = { zh: '等待支付结果', en: 'Waiting for the result' };
const PAY: Text = { zh: '去支付', en: 'Pay' };
const TRY_AGAIN: Text = { zh: '重新支付', en: 'Try again' };
const ANOTHER_METHOD: Text = { zh: '换一种支付方式', en: 'Use another method' };

const RETURN_NOTES: Readonly<Record<ReturnNote, Text>> = {
  abandoned: { zh: '您还没有支付，可以再试一次。', en: 'You have not paid yet. You can try again.' },
  unverified: {
    zh: '无法验证返回的消息，正在等待连连支付的通知。',
    en: 'We could not verify the message that you came back with. We are waiting for LianLian to tell us.',
  },
};
const AT_LIANLIAN: Text = {
  zh: '您已前往连连支付页面。支付完成后，本页会自动更新。',
  en: 'You went to LianLian’s page. Once you have paid there, this page updates by itself.',
};
/** The payer's return, or a response, says that it went well. Neither makes an order paid. */
const CONFIRMED: Text = {
  zh: '正在等待连连支付的通知，收到后订单才算已支付。请勿重复付款。',
  en: 'We are waiting for LianLian’s notification, which makes the order paid. Please do not pay again.',
};
const CALLING: Text = {
  zh: '正在支付，请勿重复付款。',
  en: 'Your payment is being made. Please do not pay again.',
};
const PROCESSING: Text = { zh: '银行正在处理。', en: 'The bank is processing your payment.' };
const UNKNOWN: Text = {
  zh: '支付结果暂时未知，请先查询结果，再决定是否重新支付。',
  en: 'We do not know yet whether this was paid. Check the result before you pay again.',
};
const WAITING_FOR_SCAN: Text = {
  zh: '支付完成后，本页会自动更新。',
  en: 'Once you have paid, this page updates by itself.',
};

/** What the way to an order's page says. It is gone once the order changes. */
export interface Arrival {
  readonly note?: ReturnNote | undefined;
  readonly asked?: Date | undefined;
  readonly isOldCode?: boolean;
}

/** Where an order stands: the part of its page that changes by itself. */
export function orderStatus({ order, refunds }: OrderView, arrival: Arrival = {}): Html {
  const { note, asked, isOldCode = false } = arrival;
  return html`${steps(isSettled(order.payment) ? 'done' : 'pay')}
    <section class="card">
      ${isOldCode ? oldCodeNote() : undefined} ${paymentStatus(order, note)} ${askedNote(asked)}
      ${orderRefunds(order, refunds)}
    </section>`;
}

function paymentStatus({ payment, no_order }: Order, note?: ReturnNote): Html {
  switch (payment.status) {
    case 'paid':
      return html`${state('good', 'paid', { zh: '已支付', en: 'Paid' })}
      ${details([
        [
          { zh: '连连交易号', en: 'Transaction' },
          html`<span class="number">${payment.oid_paybill}</span>`,
          'transaction',
        ],
        [{ zh: '支付时间', en: 'Paid at' }, chinaTime(payment.paidAt)],
        ...exchangeDetails(payment.exchanged),
      ])}`;
    case 'authorized':
    case 'capturing':
    case 'captured':
    case 'cancelling':
    case 'cancelled':
      return holdStatus(payment);
    case 'calling':
      return waiting(no_order, CALLING);
    case 'confirmed':
      return waiting(no_order, CONFIRMED);
    case 'processing':
      return waiting(no_order, PROCESSING);
    case 'unknown':
      return waiting(no_order, UNKNOWN);
    case 'awaiting-scan':
      return html`${qrPicture(payment)}
        ${state('wait', 'unpaid', { zh: '等待支付', en: 'Waiting for your payment' }, WAITING_FOR_SCAN)}
        <div class="buttons">
          <a class="button" href="/orders/${no_order}/checkout">${ANOTHER_METHOD}</a>
          ${checkButton(no_order)}
        </div>`;
    case 'awaiting-code':
      return html`${state('wait', 'unpaid', { zh: '等待短信验证码', en: 'Waiting for the SMS code' })}
        <div class="buttons">
          <a class="button primary" href="/orders/${no_order}/code"
            >${{ zh: '输入短信验证码', en: 'Enter the SMS code' }}</a
          >
          <a class="button" href="/orders/${no_order}/checkout">${ANOTHER_METHOD}</a>
        </div>`;
    case 'at-lianlian':
      return unpaid(no_order, TRY_AGAIN, note === undefined ? AT_LIANLIAN : RETURN_NOTES[note]);
    case 'failed':
      return html`${alert(payment.reason)} ${unpaid(no_order, TRY_AGAIN)}`;
    case 'unpaid':
      return unpaid(no_order, PAY, note === undefined ? undefined : RETURN_NOTES[note]);
  }
}

function unpaid(no_order: string, label: Text, more?: Text): Html {
  return html`${state('plain', 'unpaid', NOT_PAID, more)}
    <div class="buttons">
      <a class="button primary" href="/orders/${no_order}/checkout" data-testid="try-again">${label}</a>
      ${checkButton(no_order)}
    </div>`;
}

function waiting(no_order: string, text: Text): Html {
  return html`${state('wait', 'waiting', NOT_DECIDED, text)}
    <div class="buttons">${checkButton(no_order)}</div>`;
}

function checkButton(no_order: string): Html {
  return html`<form method="post" action="/orders/${no_order}/check" data-waits>
    <button data-testid="check">${{ zh: '查询结果', en: 'Check the result' }}</button>
  </form>`;
}
