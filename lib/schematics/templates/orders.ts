/** The orders that the user replaces with those of the app's database, as text. */
export function ordersTemplate(): string {
  return `import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { wholeSeconds } from 'nestjs-lianlian';

export interface Order {
  /** The number that LianLian knows it by: no_order. */
  readonly id: string;
  /** In yuan, as decimal text. */
  readonly amount: string;
  /** In whole seconds: it has to come back from your database as it was sent. */
  readonly createdAt: Date;
  /** LianLian's transaction that paid the order, once one has. */
  paidBy?: string;
}

/** Replace it with your orders, in your database. These are forgotten at every restart. */
@Injectable()
export class InMemoryOrders {
  private readonly orders = new Map<string, Order>();

  /** Call it before the payment is sent: LianLian may notify at once. */
  create(amount: string): Promise<Order> {
    const id = randomUUID().replaceAll('-', '');
    const order: Order = { id, amount, createdAt: wholeSeconds() };
    this.orders.set(id, order);
    return Promise.resolve(order);
  }

  find(id: string): Promise<Order | undefined> {
    return Promise.resolve(this.orders.get(id));
  }

  /** With a database, it writes in the transaction that onPayment is given. */
  markPaid(id: string, oidPaybill: string): Promise<void> {
    const order = this.orders.get(id);
    if (order !== undefined) order.paidBy = oidPaybill;
    return Promise.resolve();
  }
}
`;
}
