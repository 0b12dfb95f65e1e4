import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { OrderNumber, Text, UnlimitedText } from '../../common/fields/text-fields.js';
import { WebUrl } from '../../common/fields/web-url.js';

/**
 * Confirms a payout that LianLian holds back. A person decides it, within 24 hours; without it LianLian closes the payout.
 *
 * @see LianLian's "Instant Payment Confirm API"
 */
export class PayoutConfirmRequest extends LianlianRequest {
  /** Shares users between merchants; needs a setting on LianLian's side. */
  @UnlimitedText({ optional: true })
  platform?: string | undefined;

  /** Number of the payout that is held back. At most 32 characters. */
  @OrderNumber()
  no_order!: string;

  /** The code that came when the payout was held back. LianLian takes 6 attempts. Secret. At most 6 characters. */
  @Text(6)
  confirm_code!: string;

  /**
   * Where LianLian posts the result of the payout: an absolute http or https URL, at most 128 characters. Defaults to the
   * option `payoutNotifyUrl`, never to `notifyUrl`.
   */
  @WebUrl(128, { option: 'payoutNotifyUrl' })
  notify_url?: string | undefined;
}
