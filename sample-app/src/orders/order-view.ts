import type { Refund } from '../refunds/refund.js';
import type { Order } from './order.js';

/** What a customer sees of an order. */
export interface OrderView {
  readonly order: Order;
  readonly refunds: readonly Refund[];
  /** Differs whenever something is to be seen that was not before. */
  readonly version: string;
}

export function orderView(order: Order, refunds: readonly Refund[]): OrderView {
  const parts = [order.version, ...refunds.map(({ no_refund, status }) => `${no_refund}:${status}`)];
  return { order, refunds, version: parts.join(' ') };
}
