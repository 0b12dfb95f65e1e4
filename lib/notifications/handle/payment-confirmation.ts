import type { ExpectedPayment } from '../model/hooks.js';
import type { PaymentNotification } from '../model/payment-notification.js';

/** The port through which a payment is confirmed with LianLian before its handler runs, where that is wanted. */
export abstract class PaymentConfirmation {
  /** @throws NotificationConflict if LianLian says otherwise; NotificationUnavailable if it cannot be asked */
  abstract confirm(notification: PaymentNotification, expected: ExpectedPayment | undefined): Promise<void>;
}
