import type { Order } from './order.js';

/** The currency of most orders: LianLian's other products know no other one. */
export const YUAN = 'CNY';

/** Whether an order is in another currency than yuan: LianLian has a product of its own for those. */
export function isForeign({ currency_order }: Pick<Order, 'currency_order'>): boolean {
  return currency_order !== YUAN;
}
