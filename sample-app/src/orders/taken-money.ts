import type { Order } from './order.js';

/** What was paid, or charged from a deposit, in the currency of the order; undefined while nothing was. */
export function takenMoney({
  payment,
  money_order,
}: Pick<Order, 'payment' | 'money_order'>): string | undefined {
  if (payment.status === 'paid') return money_order;
  return payment.status === 'captured' ? payment.amount : undefined;
}
