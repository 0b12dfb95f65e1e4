import { isBlank } from '../common/blank.js';
import { type BrokenRule, brokenRules } from '../common/broken-rules.js';
import { CURRENCIES } from '../common/enums.js';
import { fenOf } from '../common/money.js';
import { PAYMENT_PRODUCTS, type PaymentReference } from '../common/payments/payment-reference.js';
import { isLianlianTime, lianlianTimeOf } from '../common/time.js';
import { LianlianValidationError } from '../errors/lianlian-validation.error.js';
import { queryMessages } from './query.messages.js';

/** A payment to ask about; by its number alone where the product's query takes that. */
export type PaymentQuestion = Omit<PaymentReference, 'dt_order' | 'money_order' | 'currency_order'> & {
  readonly dt_order: Date | string | undefined;
};

/** An order read from a database may have anything there, and the wrong query says that there is no such payment. */
export function checkReference(reference: PaymentReference): void {
  const { product, money_order, currency_order, dt_order } = reference;
  const refuse = (property: string, rule: BrokenRule): never => {
    throw unaskable(reference, property, rule);
  };
  if (!PAYMENT_PRODUCTS.includes(product)) refuse('product', brokenRules.choice('product', PAYMENT_PRODUCTS));
  if (!isBlank(currency_order) && !CURRENCIES.some((currency) => currency === currency_order))
    refuse('currency_order', brokenRules.choice('currency_order', CURRENCIES));
  if (money_order !== undefined && fenOf(money_order) === undefined)
    refuse('money_order', brokenRules.amount('money_order', money_order));
  if (product !== 'exchange') return;
  // This query is not sent the time, so no request checks it.
  requireTime(reference);
  if (!isBlank(dt_order) && !isLianlianTime(lianlianTimeOf(dt_order)))
    refuse('dt_order', brokenRules.lianlianTime('dt_order'));
}

/** Without the time the response may be about an order of another day, but not beside the transaction's own number. */
export function requireTime({
  no_order,
  dt_order,
  oid_paybill,
}: Pick<PaymentQuestion, 'no_order' | 'dt_order' | 'oid_paybill'>): void {
  if (isBlank(dt_order) && isBlank(oid_paybill))
    throw unaskable({ no_order }, 'dt_order', brokenRules.required('dt_order'));
}

function unaskable(
  { no_order }: Pick<PaymentQuestion, 'no_order'>,
  property: string,
  rule: BrokenRule,
): LianlianValidationError {
  return new LianlianValidationError([{ property, ...rule }], queryMessages.queriedOrder(no_order));
}
