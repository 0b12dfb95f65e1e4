import { isBlank } from '../common/blank.js';
import { currencyOf, type OrderAmount } from '../common/currency.js';
import { fenOf } from '../common/money.js';
import type { PaymentReference } from '../common/payments/payment-reference.js';
import { lianlianTimeOf } from '../common/time.js';
import { LianlianSignatureError } from '../errors/lianlian-signature.error.js';
import type { PaymentQueryResponse } from './payment-status.js';
import { queryMessages } from './query.messages.js';

/**
 * Whether LianLian found an order of this number and of another time, which is another order: by its query for payments in a
 * foreign currency, which takes no time.
 */
export function isOtherTime(
  { no_order, dt_order }: Pick<PaymentReference, 'no_order' | 'dt_order'>,
  response: PaymentQueryResponse,
): boolean {
  if (isBlank(dt_order)) return false;
  if (isBlank(response.dt_order))
    throw new LianlianSignatureError(queryMessages.withoutTime(no_order), { outcome: 'unknown' });
  return response.dt_order !== lianlianTimeOf(dt_order);
}

/** Whether a response says neither of which order nor of which transaction it speaks: it may be about any. */
export function namesNeither(
  asked: Pick<PaymentReference, 'oid_paybill'>,
  { no_order, oid_paybill }: PaymentQueryResponse,
): boolean {
  return isBlank(no_order) && (isBlank(asked.oid_paybill) || isBlank(oid_paybill));
}

/** The field by which a response is about another amount than was to be paid. What one of the two leaves out is not compared. */
export function foreignAmountField(
  ours: Pick<PaymentReference, 'money_order' | 'currency_order'>,
  theirs: PaymentQueryResponse,
): 'money_order' | 'currency_order' | undefined {
  const namesAmount = ({ money_order, currency_order }: OrderAmount): boolean =>
    money_order !== undefined || !isBlank(currency_order);
  if (!namesAmount(ours) || !namesAmount(theirs)) return undefined;
  if (currencyOf(ours) !== currencyOf(theirs)) return 'currency_order';
  const [money, said] = [ours.money_order, theirs.money_order];
  return money !== undefined && said !== undefined && fenOf(money) !== fenOf(said)
    ? 'money_order'
    : undefined;
}
