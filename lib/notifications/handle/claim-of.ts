import { isBlank } from '../../common/blank.js';
import { currencyOf, YUAN } from '../../common/currency.js';
import { fenOf } from '../../common/money.js';
import { pays } from '../../common/payments/payment-state.js';
import type { AnyNotification } from '../model/any-notification.js';
import type { PaymentNotification } from '../model/payment-notification.js';
import type { PayoutNotification } from '../model/payout-notification.js';

/** Under which key a notification is handled once, and what the inbox remembers of it. */
export interface NotificationClaim {
  readonly key: string;
  readonly outcome: string;
  /** A key that, once it is done, forbids this: that the money of this payment went back. */
  readonly unless?: string | undefined;
}

/** What is remembered of a message that pays nothing: its key says everything. */
const HANDLED = 'handled';

/**
 * What pays claims its order: merchant, number and time. The outcome is the transaction, its result, its amount in
 * fen, and its currency where that is not yuan, so that another transaction of the order is told from a copy. Everything else claims itself.
 *
 * @param orderTime `dt_order`, where the message has none
 */
export function claimOf(
  notification: AnyNotification,
  isPayment: boolean,
  orderTime?: string,
): NotificationClaim {
  if (notification.kind !== 'payment' || !isPayment) {
    return { key: notificationId(notification), outcome: HANDLED };
  }
  const { oid_partner, no_order, dt_order } = notification;
  return {
    key: joined(oid_partner, 'order', no_order, orderTime ?? dt_order),
    outcome: claimOutcome(notification, notification.result_pay),
  };
}

/** The key that is done as soon as LianLian says that the money of this payment went back. */
export function reversalMark(notification: PaymentNotification): string {
  return `${transactionId(notification, 'REFUND')}/said`;
}

/** What makes two notifications the same: merchant, kind, LianLian's number, result, amount and currency. */
export function notificationId(notification: AnyNotification): string {
  const { kind, oid_partner } = notification;
  if (kind !== 'refund') return transactionId(notification, notification.result_pay);
  const { oid_refundno, no_refund, sta_refund, money_refund } = notification;
  return joined(oid_partner, kind, oid_refundno ?? no_refund, sta_refund) + fenText(money_refund);
}

/**
 * Under which id a queue keeps a notification. What is no copy of a payment has one of its own, though it names the payment's
 * transaction and result: a success that only sets money aside, and one that does not say all that decides, as a payer's return.
 * As a copy it would stand in the place of LianLian's notification of the payment, and the payment would not be handled.
 */
export function jobId(notification: AnyNotification): string {
  const id = notificationId(notification);
  if (notification.kind !== 'payment' || notification.result_pay !== 'SUCCESS') return id;
  const isPayment = pays(notification);
  if (isPayment === false) return `${id}/authorization`;
  return isPayment === undefined || isBlank(notification.dt_order) ? `${id}/undecided` : id;
}

/** The transaction that an outcome names. */
export function transactionIn(outcome: string): string {
  return outcomeIn(outcome).transaction;
}

/** The currency that the outcome of a payment names. */
export function currencyIn(outcome: string): string {
  const [, , , currency = YUAN] = outcome.split('/').map(decodeURIComponent);
  return currency;
}

/** What an outcome names: the transaction, the result, and the time at which a payout was sent that never got one. */
interface NamedOutcome {
  readonly transaction: string;
  readonly result: string;
  readonly sentAt: string;
}

/** What an outcome names. */
export function outcomeIn(outcome: string): NamedOutcome {
  const [transaction = '', result = '', , sentAt = ''] = outcome.split('/').map(decodeURIComponent);
  return { transaction, result, sentAt };
}

function transactionId(notification: PaymentNotification | PayoutNotification, result: string): string {
  const { kind, oid_partner, no_order } = notification;
  // A payout that was never sent to a bank has no transaction: its number tells it from others.
  const named = kind === 'payout' ? joined(oid_partner, kind, no_order) : joined(oid_partner, kind);
  return `${named}/${claimOutcome(notification, result)}`;
}

/** What is remembered of a transaction that settled something. */
export function claimOutcome(notification: PaymentNotification | PayoutNotification, result: string): string {
  const { oid_paybill, money_order } = notification;
  return joined(oid_paybill, result) + fenText(money_order) + currencyText(notification);
}

/** Nothing for yuan, so that what a store has remembered since before there was another currency keeps its meaning. */
function currencyText(notification: PaymentNotification | PayoutNotification): string {
  const currency = notification.kind === 'payment' ? currencyOf(notification) : YUAN;
  return currency === YUAN ? '' : `/${encodeURIComponent(currency)}`;
}

function fenText(amount: string | undefined): string {
  return `/${String(fenOf(amount) ?? '')}`;
}

/** Parts of a key, none of which can be read as two. */
export function joined(...parts: readonly (string | undefined)[]): string {
  return parts.map((part) => encodeURIComponent(part ?? '')).join('/');
}
