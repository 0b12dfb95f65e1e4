import { messages } from '../../errors/messages.js';
import type { AnyNotification } from '../receive/to-notification.js';

/** What sentences call a notification: by the numbers that a person looks it up with. */
export function subjectOf(notification: AnyNotification): string {
  return notification.kind === 'payment'
    ? messages.paymentSubject(notification.no_order, notification.oid_paybill)
    : messages.refundSubject(notification.no_refund ?? notification.oid_refundno ?? '');
}
