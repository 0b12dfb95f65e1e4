import type { PaymentReference } from '../common/payments/payment-reference.js';
import type { PayoutReference } from '../common/payments/payout-reference.js';

/** A controller that lists its unsettled payments has them swept. */
export interface ListsUnsettledPayments {
  /**
   * The payments that were sent and are neither paid nor given up: page by page from a database, say. Leave out
   * what is too old to matter.
   */
  unsettledPayments(): AsyncIterable<PaymentReference> | Iterable<PaymentReference>;
}

/** A controller that lists its unsettled payouts has them swept. */
export interface ListsUnsettledPayouts {
  /**
   * The payouts that were sent, or may have been, and of which nothing final is known: page by page from a database, say.
   * One that was paid may stay in the list for some days: the bank may return it.
   */
  unsettledPayouts(): AsyncIterable<PayoutReference> | Iterable<PayoutReference>;
}

export function listsUnsettledPayments(controller: object): controller is ListsUnsettledPayments {
  return typeof Reflect.get(controller, 'unsettledPayments') === 'function';
}

export function listsUnsettledPayouts(controller: object): controller is ListsUnsettledPayouts {
  return typeof Reflect.get(controller, 'unsettledPayouts') === 'function';
}
