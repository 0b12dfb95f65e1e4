import {
  CURRENCIES,
  type Currency,
  EXCHANGE_PAY_TYPE,
  type ExchangePayType,
  ID_TYPE,
  type IdType,
} from '../../common/enums.js';
import { CardOrderRequest } from '../../common/fields/card-order-request.js';
import { RequiredWhen, SameAs, Together } from '../../common/fields/conditions.js';
import { CurrencyAmount } from '../../common/fields/currency-amount.js';
import { IdNumber } from '../../common/fields/id-number.js';
import { CardNumber, ChinaPhone, Choice, Text, UnlimitedText } from '../../common/fields/text-fields.js';

/**
 * A card payment of an order in a foreign currency, first step: creates the transaction and sends the payer an SMS code. The
 * payer pays in yuan, at LianLian's rate.
 *
 * The same application again sends another SMS code; the code lives 10 minutes.
 *
 * @see LianLian's "Exchange Payment Apply API"
 */
export class ExchangeApplyRequest extends CardOrderRequest {
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

  /** LianLian's code of the card's bank. At most 18 characters. */
  @Text(18, { optional: true })
  bank_code?: string | undefined;
}
