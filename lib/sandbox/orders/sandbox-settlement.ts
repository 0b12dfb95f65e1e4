/** What became of a payment in a foreign currency. Its names are LianLian's. */
export interface SandboxSettlement {
  /** What the merchant gets, and in which currency: the order's own. */
  readonly currency_settle: string;
  /** With two decimals. */
  readonly money_settle: string;
  /** What the payer paid: yuan. */
  readonly currency_pay: string;
  /** With two decimals. */
  readonly money_pay: string;
  /** Yuan for one unit of the order's currency: `7.1000`. */
  readonly exchange_rate: string;
}
