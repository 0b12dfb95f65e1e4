import type { PaymentReference } from '../common/payment-reference.js';

/** A controller that lists its unsettled payments has them swept. */
export interface ListsUnsettledPayments {
  /**
   * The payments that were sent and are neither paid nor given up: page by page from a database, say. Leave out
   * what is too old to matter.
   */
  unsettledPayments(): AsyncIterable<PaymentReference> | Iterable<PaymentReference>;
}

export function listsUnsettledPayments(controller: object): controller is ListsUnsettledPayments {
  return typeof Reflect.get(controller, 'unsettledPayments') === 'function';
}
