import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text } from '../../common/fields/text-fields.js';

/**
 * LianLian took the confirmation: the money is on its way, not there. The notification or a query tells the end.
 *
 * @see LianLian's "Instant Payment Confirm API"
 */
export class PayoutConfirmResponse extends MerchantResponse {
  /** Always `accepted`: every other response is thrown. */
  state!: 'accepted';

  /** Your number of the payout. */
  @Text(32, { optional: true })
  no_order?: string | undefined;

  /** LianLian's transaction number: keep it. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;
}
