import { Injectable } from '@nestjs/common';

export interface Order {
  readonly id: string;
  readonly amount: string;
  readonly createdAt: Date;
  paid: boolean;
}

@Injectable()
export class OrdersService {
  private readonly orders = new Map<string, Order>();

  create(id: string, amount: string): Order {
    const order = { id, amount, createdAt: new Date(), paid: false };
    this.orders.set(id, order);
    return order;
  }

  find(id: string): Order | undefined {
    return this.orders.get(id);
  }

  markPaid(id: string): void {
    const order = this.find(id);
    if (order !== undefined) order.paid = true;
  }
}
