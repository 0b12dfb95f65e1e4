import type { ExpectedPayment } from '../model/hooks.js';
import type { PaymentNotification } from '../model/payment-notification.js';

/** What LianLian's queries say of a transaction. */
export interface LookedUpPayment {
  readonly isPayment: boolean;
  /** The order's time. */
  readonly dt_order: string;
}

/** The port through which LianLian is asked about a payment before its handler runs. */
export abstract class PaymentConfirmation {
  /** Whether a merchant's settings want its payments confirmed. */
  abstract isWantedFor(oidPartner: string): boolean;

  /**
   * Confirms a payment.
   *
   * @throws NotificationConflict if LianLian says otherwise; NotificationUnavailable if it cannot be asked
   */
  abstract confirm(notification: PaymentNotification, expected: ExpectedPayment | undefined): Promise<void>;

  /**
   * What LianLian's queries say of a message that does not say all that decides: whether a success paid or only set money
   * aside (without `pay_type`), and for which order (without `dt_order`); and whether it is about a payment at all, where
   * it may be about a payout.
   *
   * @throws NotificationUnavailable if LianLian cannot be asked, or does not tell
   */
  abstract lookUp(
    notification: PaymentNotification,
    expected: ExpectedPayment | undefined,
  ): Promise<LookedUpPayment>;
}
