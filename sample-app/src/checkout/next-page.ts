import type { Order } from '../orders/order.js';
import type { Payment } from '../orders/payment.js';
import { SeeOther } from '../pages/page.js';

/** Where the payer goes on after the first step of a card payment. */
export function nextPage({ no_order }: Order, { status }: Payment): SeeOther {
  return new SeeOther(`/orders/${no_order}${status === 'awaiting-code' ? '/code' : ''}`);
}
