import type { ExpectedPayment } from '../model/hooks.js';
import type { PaymentNotification } from '../model/payment-notification.js';

/** The port through which LianLian is asked about a payment before its handler runs. */
export abstract class PaymentConfirmation {
  /**
   * Confirms a payment, for merchants whose settings want that.
   *
   * @throws NotificationConflict if LianLian says otherwise; NotificationUnavailable if it cannot be asked
   */
  abstract confirm(notification: PaymentNotification, expected: ExpectedPayment | undefined): Promise<void>;

  /**
   * Whether a success that names no `pay_type` paid, or only set money aside.
   *
   * @throws NotificationUnavailable if LianLian cannot be asked, or does not tell
   */
  abstract isPayment(
    notification: PaymentNotification,
    expected: ExpectedPayment | undefined,
  ): Promise<boolean>;
}
