import type { OrOther } from '../../common/enums.js';
import type { CardPaymentState } from '../../common/payments/card-payment-state.js';
import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * The transaction was created. `state` tells what is next: `sms-sent` asks for the payer's code.
 *
 * @see LianLian's "MPAY Apply Direct API"
 */
export class MpayApplyResponse extends MerchantResponse {
  /**
   * - `sms-sent` (`ret_code` 8888): ask the payer for the code, then verify with `token`.
   * - `paid`: the money moved, without an SMS step. The notification follows.
   * - `processing`: not final, also where no `result_pay` came. The notification or a query tells.
   */
  state!: CardPaymentState;

  /** Your order number. */
  @Text(32)
  no_order?: string | undefined;

  /** Time of the order, `yyyyMMddHHmmss` in Asia/Shanghai. */
  @Text(14)
  dt_order?: string | undefined;

  /** LianLian's transaction number, once the transaction was created. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** Amount in yuan as decimal text, perhaps unpadded: `0.1`. */
  @Text(12)
  money_order?: string | undefined;

  /** For the second step; lives 30 minutes. Secret. */
  @UnlimitedText({ optional: true })
  token?: string | undefined;

  /** `info_order` of the request. */
  @Text(255, { optional: true })
  info_order?: string | undefined;

  /** Clearing date, `yyyyMMdd`. With `result_pay` SUCCESS. */
  @Text(8, { optional: true })
  settle_date?: string | undefined;

  /** Token of the bound card. Secret. At most 16 characters. */
  @Text(16, { optional: true })
  no_agree?: string | undefined;

  /** `SUCCESS` or `PROCESSING`. Only where the merchant has no SMS step, and not always then. */
  @UnlimitedText({ optional: true })
  result_pay?: OrOther<'SUCCESS' | 'PROCESSING'> | undefined;
}
