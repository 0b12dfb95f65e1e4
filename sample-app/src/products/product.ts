import type { Currency } from 'nestjs-lianlian';

import type { Text } from '../language/text.js';

/** Something to buy. */
export interface Product {
  readonly id: string;
  /** At most 40 characters: LianLian shows the Chinese one as `name_goods`. */
  readonly name: Text;
  readonly description: Text;
  /** In fen, or in cents of `currency`, because money in floating point is wrong sooner or later. */
  readonly priceInFen: number;
  /** What the price is in: yuan where nothing else is said. */
  readonly currency?: Currency;
  /** Whether the price is a deposit: held on a card, and captured or released when the goods are back. Always in yuan. */
  readonly isDeposit?: boolean;
}
