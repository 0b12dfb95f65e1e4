import {
  BUSI_PARTNER,
  type BusiPartner,
  ID_TYPE,
  type IdType,
  MPAY_PAY_TYPE,
  type MpayPayType,
} from '../../common/enums.js';
import { Amount } from '../../common/fields/amount.js';
import { RequiredWhen } from '../../common/fields/conditions.js';
import { IdNumber } from '../../common/fields/id-number.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
import type { RiskItem } from '../../common/fields/risk-item.js';
import { RiskItems } from '../../common/fields/risk-items.js';
import { SharingData, type SharingRecipient } from '../../common/fields/sharing-data.js';
import {
  CardNumber,
  ChinaPhone,
  Choice,
  OrderNumber,
  Text,
  UnlimitedText,
  UserId,
} from '../../common/fields/text-fields.js';
import { WebUrl } from '../../common/fields/web-url.js';
import { WholeNumber } from '../../common/fields/whole-number.js';

/**
 * A card payment from a server, first step: creates the transaction, and sends the payer an SMS code where the merchant has
 * that step.
 *
 * Direct access is granted by LianLian's risk and due diligence teams. Without `no_agree` (a bound card) the card's details
 * are required.
 *
 * @see LianLian's "MPAY Apply Direct API"
 */
export class MpayApplyRequest extends LianlianRequest {
  /** The payer by your own identification. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** Shares users between merchants; needs a setting on LianLian's side. At most 32 characters. */
  @Text(32, { optional: true })
  platform?: string | undefined;

  /** What is sold: `101001` virtual, `109001` physical products. Defaults to the option `busiPartner`. */
  @Choice(Object.values(BUSI_PARTNER), { option: 'busiPartner' })
  busi_partner?: BusiPartner | undefined;

  /**
   * Your order number. At most 32 characters.
   *
   * An unpaid order may be sent again with the same fields.
   */
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

  /** Minutes until an unpaid order is closed, 120 at least is advised. LianLian's default: 10080 (7 days). */
  @WholeNumber({ optional: true })
  valid_order?: number | string | undefined;

  /** Risk parameters: an object, or JSON text of one, which is sent as it stands. */
  @RiskItems()
  risk_item!: RiskItem | string;

  /**
   * `2` debit card, `3` credit card, `P` new authenticated payment; `27` a credit card of American Express and `D`
   * authenticated payment in other programs.
   */
  @Choice(Object.values(MPAY_PAY_TYPE))
  pay_type!: MpayPayType;

  /** Number of the card. Required without `no_agree`. Secret. */
  @CardNumber({ optional: true })
  @RequiredWhen({ no_agree: null })
  card_no?: string | undefined;

  /** LianLian's code of the card's bank. At most 18 characters. */
  @Text(18, { optional: true })
  bank_code?: string | undefined;

  /** Name of the payer, in Chinese. Required without `no_agree`. Secret. */
  @UnlimitedText({ optional: true })
  @RequiredWhen({ no_agree: null })
  acct_name?: string | undefined;

  /** Phone number of the payer at the bank: mainland China, digits alone. Required without `no_agree`. Secret. */
  @ChinaPhone({ optional: true })
  @RequiredWhen({ no_agree: null })
  bind_mob?: string | undefined;

  /**
   * Document of `id_no`: `0` ID card, `2` passport, `3` military officer certificate, `4` Hong Kong-Macau laissez-passer, `6`
   * mainland travel permit for Taiwan residents, `9` police officer card, `X` other. Required without `no_agree`.
   */
  @Choice(Object.values(ID_TYPE), { optional: true })
  @RequiredWhen({ no_agree: null })
  id_type?: IdType | undefined;

  /**
   * Number of the payer's document. An ID card's (`id_type` absent or `0`) has 15 or 18 characters. Required without
   * `no_agree`. Secret.
   */
  @IdNumber({ optional: true })
  @RequiredWhen({ no_agree: null })
  id_no?: string | undefined;

  /** Token of a bound card, which stands for the card's details. Secret. At most 32 characters. */
  @Text(32, { optional: true })
  no_agree?: string | undefined;

  /** Who shares in the payment: at most 3 recipients, their sum not above `money_order`; or LianLian's text. */
  @SharingData(undefined, 'money_order', { optional: true })
  shareing_data?: readonly SharingRecipient[] | string | undefined;

  /** Expiry of a credit card, `YYMM` in programs of merchants. In an earlier revision of LianLian's page. Secret. */
  @UnlimitedText({ optional: true })
  vali_date?: string | undefined;

  /** Security code of a credit card. In an earlier revision of LianLian's page. Secret. */
  @UnlimitedText({ optional: true })
  cvv2?: string | undefined;
}
