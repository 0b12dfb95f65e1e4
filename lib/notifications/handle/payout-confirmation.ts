import type { PayoutNotification } from '../model/payout-notification.js';

/** The port through which LianLian is asked about a payout before its handler runs. */
export abstract class PayoutConfirmation {
  /** Whether a merchant's settings want what its payouts' messages say confirmed. */
  abstract isWantedFor(oidPartner: string): boolean;

  /**
   * Confirms that a message is about this very payout, which its fields alone do not tell: LianLian's query has to name its
   * transaction and its amount, and no end that contradicts the one which the message claims.
   *
   * @param isStateWanted whether the query has to name that very state
   * @throws NotificationConflict if LianLian says otherwise; NotificationUnavailable if it cannot be asked, or does not tell
   */
  abstract confirm(notification: PayoutNotification, isStateWanted: boolean): Promise<void>;

  /**
   * Of an end at which nothing was paid: no later send of the payout may be under way, whose end this would be taken for.
   *
   * @throws NotificationUnavailable if one may be, or the inbox cannot tell
   */
  abstract assertOfLastSend(notification: PayoutNotification): Promise<void>;
}
