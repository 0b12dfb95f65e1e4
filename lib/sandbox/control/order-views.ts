import { notificationContentType } from '../data/data.js';
import { checkoutPath } from '../orders/checkouts.js';
import {
  type DeliveryAttempt,
  isAcknowledged,
  type Notification,
  shownResponse,
  shownBody,
} from '../notifications/notification.js';
import { requestsAbout } from './request-list.js';
import type { LedgerEntry } from '../orders/ledger.js';
import { refundableNow } from '../orders/refund-book.js';
import type {
  AttemptView,
  NotificationView,
  NotifiedState,
  OrderDetailView,
  OrderState,
  OrderView,
  RefundView,
} from '../contract.js';
import type { ControlParts } from './parts.js';

/** An order in a list. */
export function orderView(entry: LedgerEntry, parts: ControlParts): OrderView {
  const { oid_partner, no_order, dt_order, oid_paybill, money_order, currency_order } = entry;
  const { name_goods, user_id, api } = entry;
  return {
    ...{
      oid_partner,
      no_order,
      dt_order,
      oid_paybill,
      money_order,
      currency_order,
      name_goods,
      user_id,
      api,
    },
    state: stateOf(entry, parts.services.ledger.isClosed(entry)),
    result_pay: entry.result_pay,
    placedAt: (entry.history[0]?.at ?? entry.closesAt).toISOString(),
    closesAt: entry.closesAt.toISOString(),
    notified: notifiedOf(parts.notifier.of(entry).at(-1)),
  };
}

/** An order with everything that happened to it. */
export function orderDetailView(entry: LedgerEntry, parts: ControlParts): OrderDetailView {
  const { notify_url, url_return, pay_type, paid_by, bank_code, card_no, settle_date, settlement, memo } =
    entry;
  const notifications = parts.notifier.of(entry);
  const page = parts.services.checkouts.latestOf(entry);
  const refundable = refundableNow(entry);
  const isOpen = entry.result_pay === 'WAITING' || entry.result_pay === 'FAILURE';
  const isPayable = isOpen && !parts.services.ledger.isClosed(entry);
  const isUndecided = isPayable || entry.result_pay === 'PROCESSING';
  return {
    ...orderView(entry, parts),
    ...{ notify_url, url_return, pay_type, paid_by, bank_code, card_no, settle_date, settlement, memo },
    refundable,
    payerPage: page && checkoutPath(page.id),
    can: {
      pay: isUndecided,
      fail: isUndecided,
      abandon: isPayable,
      refund: refundable !== '0.00',
      deliver: notifications.length > 0,
    },
    history: entry.history.map(({ at, ...happened }) => ({ at: at.toISOString(), ...happened })),
    refunds: entry.refunds.map(refundView),
    notifications: notifications.map(notificationView),
    requests: requestsAbout(entry, parts),
  };
}

/** One attempt to deliver. */
export function attemptView(delivery: DeliveryAttempt): AttemptView {
  const { kind: _, at, ...attempt } = delivery;
  return { ...attempt, at: at.toISOString(), body: shownBody(delivery), response: shownResponse(delivery) };
}

/** A notification with its attempts. */
export function notificationView(notification: Notification): NotificationView {
  const { id, kind, url, nextAt, late, attempts } = notification;
  return {
    ...{ id, kind, url },
    contentType: notificationContentType,
    body: shownBody(notification),
    acknowledged: isAcknowledged(notification),
    nextAt: nextAt?.toISOString(),
    lateAt: late.map((at) => at.toISOString()),
    attempts: attempts.map(attemptView),
  };
}

function refundView(refund: LedgerEntry['refunds'][number]): RefundView {
  const { no_refund, dt_refund, oid_refundno, money_refund, sta_refund, settle_date } = refund;
  return { no_refund, dt_refund, oid_refundno, money_refund, sta_refund, settle_date };
}

/** The state of an order. */
export function stateOf(entry: LedgerEntry, isClosed: boolean): OrderState {
  const { result_pay, authorization, capturedAmount, isCancelled, refunds } = entry;
  if (isCancelled === true) return 'cancelled';
  if (result_pay === 'REFUND') return 'refunded';
  if (result_pay === 'PROCESSING') return 'processing';
  if (isClosed) return 'closed';
  if (result_pay === 'FAILURE') return 'failed';
  if (result_pay === 'WAITING') return 'waiting';
  if (authorization) return 'authorized';
  if (refunds.some(({ sta_refund }) => sta_refund === '2')) return 'partly-refunded';
  return capturedAmount === undefined ? 'paid' : 'captured';
}

/** The state of an order's last notification, if there is one. */
export function notifiedOf(last: Notification | undefined): NotifiedState | undefined {
  if (last === undefined) return undefined;
  if (isAcknowledged(last)) return 'acknowledged';
  return last.nextAt === undefined ? 'late' : 'repeating';
}
