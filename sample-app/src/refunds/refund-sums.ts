import { yuanToFen } from 'nestjs-lianlian';

import type { Order } from '../orders/order.js';
import { takenMoney } from '../orders/taken-money.js';
import { INFERRED, type Refund } from './refund.js';

/** What can still be given back: only a refund that LianLian calls failed does not count as given back. */
export function refundableFen(order: Order, refunds: readonly Refund[]): number {
  return takenFen(order) - sumFen(refunds.filter(({ status }) => status !== 'failed'));
}

/** What went back, by LianLian's own word. */
export function refundedFen(refunds: readonly Refund[]): number {
  return sumFen(refunds.filter(({ status }) => status === 'succeeded'));
}

/** How much more LianLian gives back, or gave back, than was paid: 0 in any shop that asks before it refunds anew. */
export function tooMuchFen(order: Order, refunds: readonly Refund[]): number {
  const isWithLianlian = ({ status }: Refund): boolean => status !== 'failed' && !INFERRED.includes(status);
  return Math.max(0, sumFen(refunds.filter(isWithLianlian)) - takenFen(order));
}

/** What was paid, or charged from a deposit. */
export function takenFen(order: Order): number {
  return yuanToFen(takenMoney(order) ?? '0');
}

function sumFen(refunds: readonly Refund[]): number {
  return refunds.reduce((sum, { money_refund }) => sum + yuanToFen(money_refund), 0);
}
