import type { OrOther, PaidWith } from '../../common/enums.js';
import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * What LianLian knows of an aggregate payment. Only `result_pay` SUCCESS means paid.
 *
 * @see LianLian's "Aggregate Payment Result Query API"
 */
export class AggregateQueryResponse extends MerchantResponse {
  /** Your order number. */
  @Text(32, { optional: true })
  no_order?: string | undefined;

  /** Time of the order, `yyyyMMddHHmmss` in Asia/Shanghai. */
  @Text(14, { optional: true })
  dt_order?: string | undefined;

  /** LianLian's transaction number. At most 18 characters. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** Amount in yuan as decimal text, perhaps unpadded: `0.1`. Compare with `yuanToFen`. */
  @Text(12, { optional: true })
  money_order?: string | undefined;

  /** `SUCCESS`: paid. */
  @UnlimitedText({ optional: true })
  result_pay?: OrOther<'SUCCESS'> | undefined;

  /** Clearing date, `yyyyMMdd`. Of successful payments. */
  @Text(8, { optional: true })
  settle_date?: string | undefined;

  /** `info_order` of the order. */
  @Text(255, { optional: true })
  info_order?: string | undefined;

  /**
   * How it was paid: `0` balance, `1` online banking (debit card), `8` online banking (credit card), `9`
   * business online banking, `2` express (debit card), `3` express (credit card), `D` verified payment, `I`
   * WeChat Pay, `L` Alipay. Other values occur.
   */
  @UnlimitedText({ optional: true })
  pay_type?: OrOther<PaidWith> | undefined;

  /** LianLian's code of the bank. */
  @UnlimitedText({ optional: true })
  bank_code?: string | undefined;

  /** Name of the bank. Possibly not signed: for display only. */
  @UnlimitedText({ optional: true })
  bank_name?: string | undefined;

  /** Remark, such as the bank's reason for a failure. Possibly not signed: for display only. */
  @UnlimitedText({ optional: true })
  memo?: string | undefined;
}
