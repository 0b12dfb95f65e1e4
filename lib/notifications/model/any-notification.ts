import { printable } from '../../common/printable.js';
import type { PaymentNotification } from './payment-notification.js';
import type { RefundNotification } from './refund-notification.js';

/** What LianLian tells of: a payment or a refund. */
export type AnyNotification = PaymentNotification | RefundNotification;

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
export interface RefundNumbers {
  readonly kind: 'refund';
  readonly oid_partner: string;
  readonly no_refund?: string | undefined;
  readonly oid_refundno?: string | undefined;
}

/** The numbers that name a notification. */
export function numbersOf(notification: AnyNotification): PaymentNumbers | RefundNumbers {
  const { kind, oid_partner } = notification;
  if (kind === 'payment') {
    return { kind, oid_partner, no_order: notification.no_order, oid_paybill: notification.oid_paybill };
  }
  return { kind, oid_partner, no_refund: notification.no_refund, oid_refundno: notification.oid_refundno };
}

/** What sentences call a notification: by the numbers that a person looks it up with. */
export function notificationSubject(notification: AnyNotification): string {
  return printable(
    notification.kind === 'payment'
      ? `Payment of order ${notification.no_order} (transaction ${notification.oid_paybill})`
      : `Refund ${notification.no_refund ?? notification.oid_refundno ?? ''}`,
  );
}
