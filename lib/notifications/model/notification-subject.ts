import type { AnyNotification } from '../receive/to-notification.js';

/** What sentences call a notification: by the numbers that a person looks it up with. */
export function subjectOf(notification: AnyNotification): string {
  return notification.kind === 'payment'
    ? `Payment of order ${notification.no_order} (transaction ${notification.oid_paybill})`
    : `Refund ${notification.no_refund ?? notification.oid_refundno ?? ''}`;
}
