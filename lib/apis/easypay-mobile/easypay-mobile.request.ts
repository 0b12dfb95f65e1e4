import {
  BUSI_PARTNER,
  type BusiPartner,
  EASYPAY_PAY_TYPE,
  type EasypayPayType,
  ID_TYPE,
  type IdType,
} from '../../common/enums.js';
import { Amount } from '../../common/fields/amount.js';
import { IdNumber } from '../../common/fields/id-number.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
import type { RiskItem } from '../../common/fields/risk-item.js';
import { RiskItems } from '../../common/fields/risk-items.js';
import {
  CardNumber,
  Choice,
  OrderNumber,
  Text,
  UnlimitedText,
  UserId,
} from '../../common/fields/text-fields.js';
import { WebUrl } from '../../common/fields/web-url.js';
import { WholeNumber } from '../../common/fields/whole-number.js';

/**
 * An easy payment in the merchant's own app, which opens it with LianLian's SDK. In the older edition of LianLian's documents
 * alone.
 *
 * @see LianLian's "Easy Payment Mobile (parameters for the SDK)"
 */
export class EasypayMobileRequest extends LianlianRequest {
  /** Shares users between merchants; needs a setting on LianLian's side. At most 32 characters. */
  @Text(32, { optional: true })
  platform?: string | undefined;

  /** The payer by your own identification. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** What is sold: `101001` virtual, `109001` physical products. Defaults to the option `busiPartner`. */
  @Choice(Object.values(BUSI_PARTNER), { option: 'busiPartner' })
  busi_partner?: BusiPartner | undefined;

  /** Your order number. At most 32 characters. */
  @OrderNumber()
  no_order!: string;

  /**
   * Time of the order: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai.
   *
   * Never defaults: a retry, a query and a refund must carry the very `dt_order` of the first attempt. Keep
   * `wholeSeconds()` with the order: LianLian knows no milliseconds, and many columns round them up.
   */
  @LianlianTime()
  dt_order!: Date | string;

  /** Name of the product. At most 40 characters. */
  @Text(40)
  name_goods!: string;

  /** Comes back in notifications. At most 255 characters. */
  @Text(255, { optional: true })
  info_order?: string | undefined;

  /** Amount in yuan as decimal text, 0.01 to 100000000.00: `'49.95'`. See `fenToYuan`. */
  @Amount()
  money_order!: string;

  /**
   * Where LianLian posts the asynchronous notification: an absolute http or https URL, at most 128 characters. Defaults to
   * the option `notifyUrl`.
   */
  @WebUrl(128, { option: 'notifyUrl' })
  notify_url?: string | undefined;

  /** Minutes until an unpaid order is closed. LianLian's default: 10080 (7 days). */
  @WholeNumber({ optional: true })
  valid_order?: number | string | undefined;

  /** `M` a payment, `F` an authorization. */
  @Choice(Object.values(EASYPAY_PAY_TYPE))
  pay_type!: EasypayPayType;

  /** Risk parameters: an object, or JSON text of one, which is sent as it stands. */
  @RiskItems()
  risk_item!: RiskItem | string;

  /** Token of a bound card. Secret. At most 32 characters. */
  @Text(32, { optional: true })
  no_agree?: string | undefined;

  /**
   * Document of `id_no`: `0` ID card, `2` passport, `3` military officer certificate, `4` Hong Kong-Macau laissez-passer, `6`
   * mainland travel permit for Taiwan residents, `9` police officer card, `X` other.
   */
  @Choice(Object.values(ID_TYPE))
  id_type!: IdType;

  /** Number of the payer's document. An ID card's (`id_type` 0) has 15 or 18 characters. Secret. */
  @IdNumber()
  id_no!: string;

  /** Name of the payer, in Chinese. Secret. */
  @UnlimitedText()
  acct_name!: string;

  /** Number of the card. Secret. */
  @CardNumber({ optional: true })
  card_no?: string | undefined;

  /** LianLian's code of the card's bank. */
  @UnlimitedText({ optional: true })
  bank_code?: string | undefined;

  /** Opens this bank at once. */
  @UnlimitedText({ optional: true })
  force_bank?: string | undefined;
}
