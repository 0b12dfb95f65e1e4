import type { AppOrder, AppRefund } from 'nestjs-lianlian';

import { YUAN } from '../orders/order-currency.js';
import type { Order } from '../orders/order.js';
import type { Exchanged } from '../orders/payment.js';
import type { Refund } from '../refunds/refund.js';

/** A payment as the shop's books have it. */
export interface BookedPayment extends AppOrder {
  readonly dt_order: Date;
  readonly currency_order: string;
  /** What the payer paid, of an order in another currency. */
  readonly exchanged?: Exchanged | undefined;
}

/** A refund as the shop's books have it. */
export interface BookedRefund extends AppRefund {
  readonly no_order: string;
  readonly dt_refund: Date;
  readonly currency_order: string;
}

/** What the shop's own books say of a day. */
export interface DayOfBooks {
  readonly payments: readonly BookedPayment[];
  readonly refunds: readonly BookedRefund[];
}

export function bookedPayment({
  no_order,
  money_order,
  currency_order,
  createdAt,
  payment,
}: Order): BookedPayment {
  return {
    no_order,
    dt_order: createdAt,
    money_order: payment.status === 'captured' ? payment.amount : money_order,
    currency_order,
    oid_paybill: 'oid_paybill' in payment ? payment.oid_paybill : undefined,
    exchanged: payment.status === 'paid' ? payment.exchanged : undefined,
  };
}

/** @param currencies those of the orders that were refunded */
export function bookedRefund(
  { no_refund, createdAt: dt_refund, money_refund, no_order }: Refund,
  currencies: ReadonlyMap<string, string>,
): BookedRefund {
  return { no_refund, dt_refund, money_refund, no_order, currency_order: currencies.get(no_order) ?? YUAN };
}
