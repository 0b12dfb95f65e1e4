import {
  APP_REQUEST,
  type AppRequest,
  BUSI_PARTNER,
  type BusiPartner,
  EASYPAY_PAY_TYPE,
  type EasypayPayType,
  ID_TYPE,
  type IdType,
  RETURN_MODE,
  type ReturnMode,
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
  HexColour,
  OrderNumber,
  Text,
  UnlimitedText,
  UserId,
} from '../../common/fields/text-fields.js';
import { WebUrl } from '../../common/fields/web-url.js';
import { WholeNumber } from '../../common/fields/whole-number.js';

/**
 * A card payment on LianLian's easy payment page, on phones.
 *
 * @see LianLian's "Easy Payment H5 Redirect API"
 */
export class EasypayH5RedirectRequest extends LianlianRequest {
  /** Shares users between merchants; needs a setting on LianLian's side. At most 32 characters. */
  @Text(32, { optional: true })
  platform?: string | undefined;

  /** The payer by your own identification. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** What opens the page: `1` Android, `2` iOS, `3` H5. */
  @Choice(Object.values(APP_REQUEST))
  app_request!: AppRequest;

  /** Background colour, `000000` to `ffffff`. LianLian's default: ff5001. */
  @HexColour({ optional: true })
  bg_color?: string | undefined;

  /** Text colour, `000000` to `ffffff`. */
  @HexColour({ optional: true })
  font_color?: string | undefined;

  /** How the payer comes back: `0` by a click (LianLian's default), `1` by itself. */
  @Choice(Object.values(RETURN_MODE), { optional: true })
  syschnotify_flag?: ReturnMode | undefined;

  /** What is sold: `101001` virtual, `109001` physical products. Defaults to the option `busiPartner`. */
  @Choice(Object.values(BUSI_PARTNER), { option: 'busiPartner' })
  busi_partner?: BusiPartner | undefined;

  /**
   * Your order number. At most 32 characters.
   *
   * An unpaid order may be sent again with the same `dt_order`; a paid one is refused.
   */
  @OrderNumber()
  no_order!: string;

  /**
   * Time of the order: a `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai. May differ from LianLian's date by a
   * day.
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
   * Where LianLian posts the asynchronous notification: an absolute http or https URL, at most 128
   * characters. Defaults to the option `notifyUrl`.
   */
  @WebUrl(128, { option: 'notifyUrl' })
  notify_url?: string | undefined;

  /**
   * Where the payer comes back to: an absolute http or https URL, at most 128 characters. Defaults to the
   * option `returnUrl`.
   */
  @WebUrl(128, { optional: true, option: 'returnUrl' })
  url_return?: string | undefined;

  /**
   * Where the payer goes to change cards, for preset payment information only: an absolute http or https
   * URL, at most 128 characters.
   */
  @WebUrl(128, { optional: true })
  back_url?: string | undefined;

  /**
   * Token of a bound card. At most 32 characters. LianLian ignores `card_no`, `id_no`, `id_type` and `acct_name` beside it, so
   * they are not sent then: the form would show them to the payer's browser.
   */
  @Text(32, { optional: true })
  no_agree?: string | undefined;

  /** Minutes until an unpaid order is closed. LianLian's default: 10080 (7 days). */
  @WholeNumber({ optional: true })
  valid_order?: number | string | undefined;

  /** `M` regular payment, `F` authorization (credit cards only: LianLian refuses any other). */
  @Choice(Object.values(EASYPAY_PAY_TYPE))
  pay_type!: EasypayPayType;

  /** Risk parameters: an object, or JSON text of one, which is sent as it stands. */
  @RiskItems()
  risk_item!: RiskItem | string;

  /** Name of the payer, in Chinese. Not sent beside `no_agree`. */
  @UnlimitedText({ optional: true })
  acct_name?: string | undefined;

  /** Number of the card. Not sent beside `no_agree`. */
  @CardNumber({ optional: true })
  card_no?: string | undefined;

  /**
   * Document of `id_no`: `0` ID card, `2` passport, `3` military officer certificate, `4` Hong Kong-Macau
   * laissez-passer, `6` mainland travel permit for Taiwan residents, `9` police officer card, `X` other.
   * Not sent beside `no_agree`.
   */
  @Choice(Object.values(ID_TYPE), { optional: true })
  id_type?: IdType | undefined;

  /**
   * Number of the payer's document. An ID card's (`id_type` absent or `0`) has 15 or 18 characters. Not
   * sent beside `no_agree`.
   */
  @IdNumber({ optional: true })
  id_no?: string | undefined;
}
