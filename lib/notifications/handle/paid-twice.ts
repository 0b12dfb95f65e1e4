import { notificationSubject } from '../model/any-notification.js';
import type { PaymentNotification } from '../model/payment-notification.js';
import { NotificationConflict } from '../model/refusal.js';
import { handleMessages } from './handle.messages.js';

/** An order that another transaction paid already: both numbers are told, because one of the two has to be refunded. */
export function paidTwice(notification: PaymentNotification, paidBy: string): NotificationConflict {
  const subject = notificationSubject(notification);
  return new NotificationConflict('paid-twice', subject, handleMessages.paidTwice(subject, paidBy));
}
