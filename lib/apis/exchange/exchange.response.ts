import type { Currency, ExchangePayType, OrOther } from '../../common/enums.js';
import { MerchantResponse } from '../../common/fields/lianlian-response.js';
import { Text, UnlimitedText } from '../../common/fields/text-fields.js';

/** What every response about a payment in a foreign currency says of the order, and once it is paid of the money. */
export abstract class ExchangeResponse extends MerchantResponse {
  /** Your order number. */
  @Text(32)
  no_order!: string;

  /** Time of the order, `yyyyMMddHHmmss` in Asia/Shanghai. */
  @Text(14)
  dt_order!: string;

  /** Currency of the order. */
  @Text(3)
  currency_order!: OrOther<Currency>;

  /** Amount in `currency_order` as decimal text, perhaps unpadded: `0.1`. Never yuan, unless that says `CNY`. */
  @Text(12)
  money_order!: string;

  /** Clearing date, `yyyyMMdd`. With `result_pay` SUCCESS. */
  @Text(8, { optional: true })
  settle_date?: string | undefined;

  /** `info_order` of the order. */
  @Text(255, { optional: true })
  info_order?: string | undefined;

  /** `M` debit card, `N` credit card, `D` authenticated payment. */
  @Text(1, { optional: true })
  pay_type?: OrOther<ExchangePayType> | undefined;

  /** Currency of the settlement with you. With `result_pay` SUCCESS. LianLian's samples spell it `currency_sellte`. */
  @Text(3, { optional: true })
  currency_settle?: OrOther<Currency> | undefined;

  /** What you get, in `currency_settle`. With `result_pay` SUCCESS. LianLian's samples spell it `money_sellte`. */
  @Text(12, { optional: true })
  money_settle?: string | undefined;

  /** Currency in which the payer pays. With `result_pay` SUCCESS. */
  @Text(3, { optional: true })
  currency_pay?: OrOther<Currency> | undefined;

  /** What the payer pays, in `currency_pay`. With `result_pay` SUCCESS. */
  @Text(12, { optional: true })
  money_pay?: string | undefined;

  /** Rate of the exchange. With `result_pay` SUCCESS. */
  @UnlimitedText({ optional: true })
  exchange_rate?: string | undefined;

  /** Token of the bound card. With `result_pay` SUCCESS. Secret. At most 16 characters. */
  @Text(16, { optional: true })
  no_agree?: string | undefined;
}
