import { isBlank } from './blank.js';
import { fenOf } from './money.js';

/** The currency of an amount that names none. */
export const YUAN = 'CNY';

/** What an order costs, as LianLian and the app write it. */
export interface OrderAmount {
  /** Decimal text, perhaps unpadded. */
  readonly money_order?: string | undefined;
  /** Left out by every product but one: then it is yuan. */
  readonly currency_order?: string | null | undefined;
}

/** The currency that an amount is in: yuan, where it names none. */
export function currencyOf({ currency_order }: OrderAmount): string {
  return isBlank(currency_order) ? YUAN : currency_order;
}

/** Whether two amounts are the same, in the same currency. */
export function isSamePrice(one: OrderAmount, other: OrderAmount): boolean {
  return fenOf(one.money_order) === fenOf(other.money_order) && currencyOf(one) === currencyOf(other);
}

/** An amount as sentences have it: `49.95 yuan`, `49.95 USD`. */
export function amountInWords(amount: OrderAmount): string {
  const currency = currencyOf(amount);
  return `${String(amount.money_order)} ${currency === YUAN ? 'yuan' : currency}`;
}
