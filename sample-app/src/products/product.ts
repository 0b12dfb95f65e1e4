/** Something to buy. */
export interface Product {
  readonly id: string;
  /** At most 40 characters: LianLian shows it as `name_goods`. */
  readonly name: string;
  readonly description: string;
  /** In fen, because money in floating point is wrong sooner or later. */
  readonly priceInFen: number;
  /** Whether the price is a deposit: held on a card, and captured or released when the goods are back. */
  readonly isDeposit?: boolean;
}
