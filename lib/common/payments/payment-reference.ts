/** LianLian's products that payments are made with; each has a query of its own. */
export const PAYMENT_PRODUCTS = ['aggregate', 'easypay', 'mpay', 'exchange'] as const;

/** Which of LianLian's products a payment is made with. */
export type PaymentProduct = (typeof PAYMENT_PRODUCTS)[number];

/** A payment to ask LianLian about. */
export interface PaymentReference {
  readonly product: PaymentProduct;
  readonly no_order: string;
  /** A `Date`, or `yyyyMMddHHmmss` in Asia/Shanghai: exactly that of the payment. */
  readonly dt_order: Date | string;
  /** LianLian's transaction, to ask about it alone: an order may have several. At most 18 characters. */
  readonly oid_paybill?: string | undefined;
  /** What was to be paid, decimal text in `currency_order`: a response about another amount is refused. */
  readonly money_order?: string | undefined;
  /** Currency of `money_order`, such as `USD`: one of `CURRENCIES`. `CNY` where it is left out. */
  readonly currency_order?: string | undefined;
  /** Required with several merchants. */
  readonly oid_partner?: string | undefined;
}
