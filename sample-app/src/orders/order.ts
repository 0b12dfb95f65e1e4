import type { Currency } from 'nestjs-lianlian';

import type { Product } from '../products/product.js';
import type { Payment, PaymentFamily } from './payment.js';

/** A card that LianLian bound when it paid, and that the payer did not ask to keep: it is to be unbound. */
export interface UnwantedCard {
  /** As `cardIdOf` calls it. */
  readonly id: string;
  /** When to unbind it, or to try again. */
  readonly tryAt: Date;
}

/** An order. It is never changed in place: the repository replaces it. */
export interface Order {
  /** Its number, which cannot be guessed: everybody who has the link may see the order. At most 32 characters. */
  readonly no_order: string;
  /** `dt_order` of every attempt to pay it: to LianLian another time is another order. */
  readonly createdAt: Date;
  /** Decimal text in `currency_order`. */
  readonly money_order: string;
  /** What the price was in when it was ordered. */
  readonly currency_order: Currency;
  readonly customer: string;
  /** What was ordered, named as it was then. */
  readonly product: Pick<Product, 'id' | 'name'>;
  /** Whether the amount is only held on the payer's card, to be captured or released later. */
  readonly isDeposit: boolean;
  readonly quantity: number;
  readonly payment: Payment;
  /** The families that the payer tried: the queries to ask. */
  readonly tried: readonly PaymentFamily[];
  /** Whether the payer asked to keep the card that pays. Without it the shop never offers the card again. */
  readonly keepsCard?: boolean | undefined;
  /** Until it is unbound. */
  readonly unwantedCard?: UnwantedCard | undefined;
  /** Counts the changes, so that a page knows whether it is up to date. */
  readonly version: number;
}
