import type { Text } from '../language/text.js';

/** Something to buy. */
export interface Product {
  readonly id: string;
  /** At most 40 characters: LianLian shows the Chinese one as `name_goods`. */
  readonly name: Text;
  readonly description: Text;
  /** In fen, because money in floating point is wrong sooner or later. */
  readonly priceInFen: number;
  /** Whether the price is a deposit: held on a card, and captured or released when the goods are back. */
  readonly isDeposit?: boolean;
}
