/**
 * A row of LianLian's report, as the sandbox's books have it: the documents' columns under their names. Amounts are decimal
 * text with two decimals, times `yyyyMMddHHmmss`; how a file writes them is the file's affair.
 */
export interface BookRow {
  /** `other` is a row that was planted and is none of these: no total counts it. */
  readonly kind: 'payment' | 'refund' | 'payout' | 'other';
  /** Of a refund its `no_refund`. */
  readonly no_order: string;
  readonly oid_partner: string;
  readonly dt_order: string;
  readonly busi_partner: string;
  /** Of a refund the `no_order` that was refunded. */
  readonly oid_paybill: string;
  /** `yyyyMMdd` */
  readonly settle_date: string;
  readonly currency_order: string;
  /** Negative on refunds, and so are `money_pay` and `money_settle`. */
  readonly money_order: string;
  readonly currency_pay: string;
  readonly money_pay: string;
  readonly currency_settle: string;
  readonly money_settle: string;
  /** Empty where nothing was exchanged. */
  readonly exchange_rate: string;
  /** `0` success, `5` refunded. */
  readonly transaction_status: string;
  readonly dt_update: string;
  readonly transaction_fee: string;
  /** LianLian's Chinese names. */
  readonly pay_product: string;
  readonly pay_type: string;
  /** Free text. */
  readonly info_order: string;
}

/** The currency of everything that names none. */
export const HOME_CURRENCY = 'CNY';

/** What the sandbox takes of a payment: it has no fees. */
export const NO_FEE = '0.00';

/** The amounts of a row in yuan: nothing is exchanged. */
export function inYuan(
  money: string,
): Pick<
  BookRow,
  | 'currency_order'
  | 'money_order'
  | 'currency_pay'
  | 'money_pay'
  | 'currency_settle'
  | 'money_settle'
  | 'exchange_rate'
> {
  return {
    currency_order: HOME_CURRENCY,
    money_order: money,
    currency_pay: HOME_CURRENCY,
    money_pay: money,
    currency_settle: HOME_CURRENCY,
    money_settle: money,
    exchange_rate: '',
  };
}
