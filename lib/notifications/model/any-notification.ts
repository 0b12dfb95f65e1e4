import type { LogFields } from '../../common/logging/log-fields.js';
import { printable } from '../../common/printable.js';
import type { PaymentNotification } from './payment-notification.js';
import type { PayoutNotification } from './payout-notification.js';
import type { RefundNotification } from './refund-notification.js';

/** What LianLian tells of: a payment, a refund or a payout. */
export type AnyNotification = PaymentNotification | RefundNotification | PayoutNotification;

/** What a notification may be about. */
export const NOTIFICATION_KINDS = Object.keys({
  payment: true,
  refund: true,
  payout: true,
} satisfies Record<AnyNotification['kind'], true>) as readonly AnyNotification['kind'][];

/**
 * What a route takes: messages about payments and refunds, or about payouts. Payments and payouts have the same fields, so
 * what a message is depends on where LianLian was told to send it.
 */
export type TakenMessages = 'payments' | 'payouts';

/** A notification that was verified. */
export interface ReceivedNotification {
  readonly notification: AnyNotification;
  /** When its request arrived, on the clock of `performance.now()`. */
  readonly arrivedAt: number;
}

/** The numbers by which a person finds a payment. */
export interface PaymentNumbers {
  readonly kind: 'payment';
  readonly oid_partner: string;
  readonly no_order: string;
  /** LianLian's transaction. Undefined where LianLian names none yet. */
  readonly oid_paybill?: string | undefined;
}

/** The numbers by which a person finds a refund. It has at least one of its two. */
interface RefundNumbers {
  readonly kind: 'refund';
  readonly oid_partner: string;
  readonly no_refund?: string | undefined;
  readonly oid_refundno?: string | undefined;
}

/** The numbers by which a person finds a payout. */
export interface PayoutNumbers {
  readonly kind: 'payout';
  readonly oid_partner: string;
  readonly no_order: string;
  /** LianLian's transaction. Undefined where LianLian names none: the payout is under review, or was closed there. */
  readonly oid_paybill?: string | undefined;
}

/** The numbers of whatever a notification is about. */
export type NotificationSubject = PaymentNumbers | RefundNumbers | PayoutNumbers;

/** The numbers that name a notification. */
export function numbersOf(notification: AnyNotification): NotificationSubject {
  const { kind, oid_partner } = notification;
  if (kind === 'refund') {
    return { kind, oid_partner, no_refund: notification.no_refund, oid_refundno: notification.oid_refundno };
  }
  return { kind, oid_partner, no_order: notification.no_order, oid_paybill: notification.oid_paybill };
}

/** The same for a line of the log, with the time that LianLian knows the order by. */
export function notificationFields(notification: AnyNotification): LogFields {
  const numbers = numbersOf(notification);
  return notification.kind === 'refund' ? numbers : { ...numbers, dt_order: notification.dt_order };
}

/** What sentences call a notification: by the numbers that a person looks it up with. */
export function notificationSubject(notification: AnyNotification): string {
  return printable(unprintedSubject(notification));
}

function unprintedSubject(notification: AnyNotification): string {
  switch (notification.kind) {
    case 'payment':
      return `Payment of order ${notification.no_order} (transaction ${notification.oid_paybill})`;
    case 'refund':
      return `Refund ${notification.no_refund ?? notification.oid_refundno ?? ''}`;
    case 'payout':
      return `Payout ${notification.no_order} (transaction ${notification.oid_paybill ?? 'none'})`;
  }
}
