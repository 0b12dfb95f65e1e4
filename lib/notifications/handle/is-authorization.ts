import type { ExpectedPayment } from '../model/hooks.js';
import type { PaymentNotification } from '../model/payment-notification.js';

/** Whether money was only set aside: by its pay_type (F credit card, G debit card), or as the app says. */
export function isAuthorization(
  notification: PaymentNotification,
  expected: ExpectedPayment | null | undefined,
): boolean {
  return notification.pay_type === 'F' || notification.pay_type === 'G' || expected?.authorization === true;
}
