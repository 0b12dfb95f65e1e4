import type { EasypayCardPayType, OrOther } from '../../common/enums.js';
import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * What LianLian knows of an easy payment.
 *
 * @see LianLian's "Easy Payment Result Query API"
 */
export class EasypayQueryResponse extends MerchantResponse {
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

  /**
   * `SUCCESS` paid (or authorized, with `pay_type` F), `WAITING` waiting for the result, `PROCESSING` the bank
   * is processing, `REFUND` reversed, `FAILURE` failed.
   */
  @UnlimitedText({ optional: true })
  result_pay?: OrOther<'SUCCESS' | 'WAITING' | 'PROCESSING' | 'REFUND' | 'FAILURE'> | undefined;

  /** Clearing date, `yyyyMMdd`. Of successful payments. */
  @Text(8, { optional: true })
  settle_date?: string | undefined;

  /** `info_order` of the order. */
  @Text(255, { optional: true })
  info_order?: string | undefined;

  /** `M` debit card, `N` credit card, `F` authorization of a credit card. */
  @Text(1, { optional: true })
  pay_type?: OrOther<EasypayCardPayType> | undefined;

  /** LianLian's code of the card's bank. At most 8 characters. */
  @Text(8, { optional: true })
  bank_code?: string | undefined;

  /** Name of the bank, with `query_version` 1.1. Not signed: for display only. */
  @Text(32, { optional: true })
  bank_name?: string | undefined;

  /** The bank's reason for a failure, with `query_version` 1.1. Not signed: for display only. */
  @Text(255, { optional: true })
  memo?: string | undefined;

  /** The masked card number. Not signed: for display only. At most 19 characters. */
  @Text(19, { optional: true })
  card_no?: string | undefined;
}
