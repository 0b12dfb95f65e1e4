import type { OrOther } from '../../common/enums.js';
import type { CardPaymentVerifyState } from '../../common/payments/card-payment-state.js';
import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * LianLian took the code. `state` tells whether the money moved.
 *
 * @see LianLian's "MPAY Verify Direct API"
 */
export class MpayVerifyResponse extends MerchantResponse {
  /**
   * - `paid`: the money moved. The notification follows.
   * - `processing`: not final, also where no `result_pay` came. The notification or a query tells.
   */
  state!: CardPaymentVerifyState;

  /** Your order number. */
  @Text(32)
  no_order!: string;

  /** Time of the order, `yyyyMMddHHmmss` in Asia/Shanghai. */
  @Text(14, { optional: true })
  dt_order?: string | undefined;

  /** LianLian's transaction number. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** Amount in yuan as decimal text, perhaps unpadded: `0.1`. */
  @Text(12)
  money_order!: string;

  /** The token of the request. Secret. */
  @UnlimitedText({ optional: true })
  token?: string | undefined;

  /** `info_order` of the first step. */
  @Text(255, { optional: true })
  info_order?: string | undefined;

  /** Clearing date, `yyyyMMdd`. With `result_pay` SUCCESS. */
  @Text(8, { optional: true })
  settle_date?: string | undefined;

  /** Token of the bound card. With `result_pay` SUCCESS. Secret. At most 16 characters. */
  @Text(16, { optional: true })
  no_agree?: string | undefined;

  /** `SUCCESS` or `PROCESSING`; LianLian's sample has none. */
  @UnlimitedText({ optional: true })
  result_pay?: OrOther<'SUCCESS' | 'PROCESSING'> | undefined;
}
