/**
 * The class whose hooks are called when LianLian notifies, as text.
 *
 * @param ending of the app's own imports: `.js` or nothing
 */
export function handlerTemplate(ending: string): string {
  return `import { Injectable } from '@nestjs/common';
import {
  LianlianHandler,
  type LianlianHooks,
  type PaymentNotification,
  type PaymentReturn,
} from 'nestjs-lianlian';

import { InMemoryOrders } from './in-memory-orders${ending}';

/** What LianLian tells this app. LianlianModule brings the routes. */
@LianlianHandler()
@Injectable()
export class PaymentsHandler implements LianlianHooks {
  constructor(private readonly orders: InMemoryOrders) {}

  /** What the order costs, and which transaction paid it already, if one did. */
  async expectedPayment(no_order: string) {
    const order = await this.orders.find(no_order);
    return order && { money_order: order.amount, oid_paybill: order.paidBy };
  }

  /** The order was paid: the right amount, to the right merchant. */
  async onPayment({
    no_order,
    oid_paybill,
  }: PaymentNotification): Promise<void> {
    // Add here what your shop does once an order is paid.
    await this.orders.markPaid(no_order, oid_paybill);
  }

  /** Where the payer's browser goes next. It proves no payment: onPayment does. */
  onReturn(result: PaymentReturn): string {
    // Put the page of the order in your shop here.
    return result.verified ? \`/orders/\${result.no_order}\` : '/';
  }
}
`;
}
