import type { EasypayCardPayType, OrOther } from '../../common/enums.js';
import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';
import type { EasypayState } from './easypay-state.js';

/**
 * The transaction was created. `state` tells what is next: `sms-sent` asks for the payer's code.
 *
 * `ret_code` 8888 (SMS sent, in an older edition of the documents) may come with `token` and `oid_paybill`
 * alone.
 *
 * @see LianLian's "Easypay Apply Direct API"
 */
export class EasypayApplyResponse extends MerchantResponse {
  /**
   * - `sms-sent`: ask the payer for the code, then verify with `token`.
   * - `paid`: the money moved, without an SMS step. The notification follows.
   * - `authorized`: the amount is reserved, nothing is paid.
   * - `processing`: not final. The notification or a query tells.
   */
  state!: EasypayState;

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

  /**
   * `SUCCESS`, `PROCESSING`, or `APPLY_SUCCESS` (authorized; older edition of the documents). Only where the
   * merchant has no SMS step.
   */
  @UnlimitedText({ optional: true })
  result_pay?: OrOther<'SUCCESS' | 'PROCESSING' | 'APPLY_SUCCESS'> | undefined;

  /** For the second step; lives 30 minutes. Never where the merchant has no SMS step. */
  @UnlimitedText({ optional: true })
  token?: string | undefined;

  /** Name of the product. */
  @Text(40)
  name_goods?: string | undefined;

  /** `M` debit card, `F` pre-authorization, `N` credit card. */
  @Text(1, { optional: true })
  pay_type?: OrOther<EasypayCardPayType> | undefined;

  /** `info_order` of the request. */
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

  /** `1` SMS code sent, `0` not. Older edition of the documents. */
  @Text(1, { optional: true })
  sms_flag?: OrOther<'1' | '0'> | undefined;
}
