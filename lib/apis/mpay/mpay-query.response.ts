import type { MpayPayType, OrOther, PaidWith } from '../../common/enums.js';
import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * What LianLian knows of an MPAY payment.
 *
 * @see LianLian's "MPAY Payment Result Query API"
 */
export class MpayQueryResponse extends MerchantResponse {
  /** Your order number. */
  @Text(32)
  no_order!: string;

  /** Time of the order, `yyyyMMddHHmmss` in Asia/Shanghai. */
  @Text(14)
  dt_order!: string;

  /** LianLian's transaction number. At most 18 characters. */
  @Text(18)
  oid_paybill!: string;

  /** Amount in yuan as decimal text, perhaps unpadded: `0.1`. Compare with `yuanToFen`. */
  @Text(12)
  money_order!: string;

  /**
   * `SUCCESS` paid, `WAITING` waiting for the result, `PROCESSING` the bank is processing, `REFUND` reversed, `FAILURE`
   * failed.
   */
  @UnlimitedText()
  result_pay!: OrOther<'SUCCESS' | 'WAITING' | 'PROCESSING' | 'REFUND' | 'FAILURE'>;

  /** Clearing date, `yyyyMMdd`. Of successful payments. */
  @Text(8, { optional: true })
  settle_date?: string | undefined;

  /** `info_order` of the order. */
  @Text(255, { optional: true })
  info_order?: string | undefined;

  /** How it was paid: `2` debit card, `3` credit card, `P` new authenticated payment, and values of other products. */
  @UnlimitedText({ optional: true })
  pay_type?: OrOther<MpayPayType | Exclude<PaidWith, 'I' | 'L'>> | undefined;

  /** LianLian's code of the card's bank. At most 8 characters. */
  @Text(8, { optional: true })
  bank_code?: string | undefined;

  /** Name of the bank, with `query_version` 1.1. Not signed: for display only. */
  @Text(32, { optional: true })
  bank_name?: string | undefined;

  /** The bank's reason for a failure, with `query_version` 1.1. Not signed: for display only. */
  @Text(255, { optional: true })
  memo?: string | undefined;

  /** The masked card number. Not signed: for display only. Secret. At most 19 characters. */
  @Text(19, { optional: true })
  card_no?: string | undefined;

  /** Number of the request at the channel, with `query_version` 4.0. */
  @UnlimitedText({ optional: true })
  reqchnl_serialno?: string | undefined;

  /** Number at the channel, with `query_version` 4.0. */
  @UnlimitedText({ optional: true })
  finchnl_serialno?: string | undefined;

  /** User at the channel, with `query_version` 4.0. */
  @UnlimitedText({ optional: true })
  channel_user_id?: string | undefined;

  /** Further parameters of the channel, with `query_version` 4.0. */
  @UnlimitedText({ optional: true })
  ext_data?: string | undefined;

  /** Name of the payer, encrypted with your public key. Secret. */
  @UnlimitedText({ optional: true })
  credential_name?: string | undefined;

  /** Number of the payer's card, encrypted with your public key. Secret. */
  @UnlimitedText({ optional: true })
  card_number?: string | undefined;
}
