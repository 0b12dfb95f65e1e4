import type { EasypayCardPayType, OrOther } from '../../common/enums.js';
import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';
import type { EasypayVerifyState } from './easypay-state.js';

/**
 * LianLian accepted the SMS code.
 *
 * @see LianLian's "Easypay Verify Direct API"
 */
export class EasypayVerifyResponse extends MerchantResponse {
  /**
   * - `paid`: the money moved. The notification follows.
   * - `authorized`: the amount is reserved, nothing is paid. Told by `result_pay` or `pay_type`: where LianLian
   *   sends neither, an authorization reads `paid` here, so let the notification settle what you authorized.
   * - `processing`: not final, also when no `result_pay` came. The notification or a query tells.
   */
  state!: EasypayVerifyState;

  /** Your order number. */
  @Text(32)
  no_order!: string;

  /** Time of the order, `yyyyMMddHHmmss` in Asia/Shanghai. */
  @Text(14, { optional: true })
  dt_order?: string | undefined;

  /** LianLian's transaction number. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** Currency of the order. At most 3 characters. */
  @Text(3, { optional: true })
  currency_order?: string | undefined;

  /** Amount in yuan as decimal text, perhaps unpadded: `0.1`. */
  @Text(12, { optional: true })
  money_order?: string | undefined;

  /** `SUCCESS`, `PROCESSING`, or `APPLY_SUCCESS` (authorized; older edition of the documents). */
  @UnlimitedText({ optional: true })
  result_pay?: OrOther<'SUCCESS' | 'PROCESSING' | 'APPLY_SUCCESS'> | undefined;

  /** The token of the request. */
  @UnlimitedText({ optional: true })
  token?: string | undefined;

  /** Name of the product. */
  @Text(40, { optional: true })
  name_goods?: string | undefined;

  /** `M` debit card, `N` credit card, `F` pre-authorization. Older edition of the documents. */
  @Text(1, { optional: true })
  pay_type?: OrOther<EasypayCardPayType> | undefined;

  /** `info_order` of the order. */
  @Text(255, { optional: true })
  info_order?: string | undefined;

  /** LianLian's code of the card's bank. */
  @Text(18, { optional: true })
  bank_code?: string | undefined;

  /** Clearing date, `yyyyMMdd`. With `result_pay` SUCCESS. */
  @Text(8, { optional: true })
  settle_date?: string | undefined;

  /** Token of the bound card. With `result_pay` SUCCESS. At most 16 characters. */
  @Text(16, { optional: true })
  no_agree?: string | undefined;

  /** `1` SMS code sent, `0` not. In real responses. */
  @Text(1, { optional: true })
  sms_flag?: OrOther<'1' | '0'> | undefined;
}
