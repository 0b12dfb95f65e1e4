import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text } from '../../common/fields/text-fields.js';
import type { PayoutApplyState, PayoutReviewReason } from './payout-state.js';

/**
 * LianLian took the payout, or holds it back until a person has looked at it. Neither says that it is paid.
 *
 * @see LianLian's "Instant Payment Apply API"
 */
export class PayoutApplyResponse extends MerchantResponse {
  /**
   * - `accepted`: LianLian has the payout, and the money is on its way. The notification or a query tells the end.
   * - `needs-confirmation`: nothing was paid, and nothing will be unless a person confirms it within 24 hours; see `reason`.
   */
  state!: PayoutApplyState;

  /**
   * Why it is held back; undefined for `accepted`.
   * - `repetition`: it looks like one that was sent already
   * - `name-mismatch`: the receiver's card and name do not match in LianLian's records
   * - `repetition-and-name-mismatch`: both
   */
  reason!: PayoutReviewReason | undefined;

  /** Your number of the payout. */
  @Text(32, { optional: true })
  no_order?: string | undefined;

  /** Confirms a payout that is held back. Secret: it lets the money go. At most 6 characters. */
  @Text(6, { optional: true })
  confirm_code?: string | undefined;

  /** LianLian's transaction number, of a payout that it took: keep it. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;
}
