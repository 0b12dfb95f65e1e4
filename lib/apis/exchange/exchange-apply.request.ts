import {
  BUSI_PARTNER,
  type BusiPartner,
  CURRENCIES,
  type Currency,
  EXCHANGE_PAY_TYPE,
  type ExchangePayType,
  ID_TYPE,
  type IdType,
} from '../../common/enums.js';
import { RequiredWhen, SameAs, Together } from '../../common/fields/conditions.js';
import { CurrencyAmount } from '../../common/fields/currency-amount.js';
import { IdNumber } from '../../common/fields/id-number.js';
import { LianlianRequest } from '../../common/fields/lianlian-request.js';
import { LianlianTime } from '../../common/fields/lianlian-time.js';
import type { RiskItem } from '../../common/fields/risk-item.js';
import { RiskItems } from '../../common/fields/risk-items.js';
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
 * A card payment of an order in a foreign currency, first step: creates the transaction and sends the payer an SMS code. The
 * payer pays in yuan, at LianLian's rate.
 *
 * The same application again sends another SMS code; the code lives 10 minutes.
 *
 * @see LianLian's "Exchange Payment Apply API"
 */
export class ExchangeApplyRequest extends LianlianRequest {
  /** The payer by your own identification. At most 32 characters. */
  @UserId()
  user_id!: string;

  /** Shares users between merchants; needs a setting on LianLian's side. At most 32 characters. */
  @Text(32, { optional: true })
  platform?: string | undefined;

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

  /**
   * Where LianLian posts the asynchronous notification: an absolute http or https URL, at most 128 characters. Defaults to
   * the option `notifyUrl`.
   */
  @WebUrl(128, { option: 'notifyUrl' })
  notify_url?: string | undefined;

  /** Minutes until an unpaid order is closed. LianLian's default: 10080 (7 days). */
  @WholeNumber({ optional: true })
  valid_order?: number | string | undefined;

  /** Risk parameters: an object, or JSON text of one, which is sent as it stands. */
  @RiskItems()
  risk_item!: RiskItem | string;

  /** `M` debit card, `N` credit card, `D` authenticated payment. */
  @Choice(Object.values(EXCHANGE_PAY_TYPE))
  pay_type!: ExchangePayType;

  /** Currency of the order, such as `USD`: one of `CURRENCIES`. */
  @Choice(CURRENCIES)
  currency_order!: Currency;

  /**
   * Amount in `currency_order` as decimal text, 0.01 to 100000000.00: `'49.95'`. LianLian wants two decimals in every
   * currency, of the yen too, of which there is no fraction: `'500'` is sent as `500.00`, and `'500.50'` is refused.
   */
  @CurrencyAmount('currency_order')
  money_order!: string;

  /** Currency of the settlement with you: that of the order. */
  @Choice(CURRENCIES)
  @SameAs('currency_order')
  currency_settle!: Currency;

  /** Expiry of a credit card, as the bank prints it. Required for credit cards; goes with `cvv2`. Secret. */
  @UnlimitedText({ optional: true })
  @RequiredWhen({ pay_type: ['N'], no_agree: null })
  @Together('cvv2')
  vali_date?: string | undefined;

  /** Security code of a credit card. Required for credit cards; goes with `vali_date`. Secret. */
  @UnlimitedText({ optional: true })
  @RequiredWhen({ pay_type: ['N'], no_agree: null })
  cvv2?: string | undefined;

  /**
   * Document of `id_no`: `0` ID card, `2` passport, `3` military officer certificate, `4` Hong Kong-Macau laissez-passer, `6`
   * mainland travel permit for Taiwan residents, `9` police officer card, `X` other. Not sent beside `no_agree`.
   */
  @Choice(Object.values(ID_TYPE), { optional: true })
  id_type?: IdType | undefined;

  /**
   * Number of the payer's document. An ID card's (`id_type` absent or `0`) has 15 or 18 characters. Not sent beside
   * `no_agree`. Secret.
   */
  @IdNumber({ optional: true })
  id_no?: string | undefined;

  /** Name of the payer, in Chinese. Required without `no_agree`, and not sent beside it. Secret. */
  @UnlimitedText({ optional: true })
  @RequiredWhen({ no_agree: null })
  acct_name?: string | undefined;

  /** Number of the card. Required without `no_agree`, and not sent beside it. Secret. */
  @CardNumber({ optional: true })
  @RequiredWhen({ no_agree: null })
  card_no?: string | undefined;

  /** Phone number of the payer at the bank: mainland China, digits alone. Secret. */
  @ChinaPhone()
  bind_mob!: string;

  /** Token of a bound card, which stands for the card's details. Secret. At most 32 characters. */
  @Text(32, { optional: true })
  no_agree?: string | undefined;

  /** LianLian's code of the card's bank. At most 18 characters. */
  @Text(18, { optional: true })
  bank_code?: string | undefined;
}
