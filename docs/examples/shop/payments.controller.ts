import { Controller } from '@nestjs/common';
import {
  LianlianController,
  type NotificationContext,
  type PaymentNotification,
  type PaymentReference,
  type PaymentReturn,
} from 'nestjs-lianlian';
import type { PoolClient } from 'pg';

import { Orders } from './orders.js';

/** POST payments/notify for LianLian, GET and POST payments/return for payers who come back. */
@Controller('payments')
export class PaymentsController extends LianlianController() {
  constructor(private readonly orders: Orders) {
    super();
  }

  override async expectedPayment(no_order: string) {
    const order = await this.orders.find(no_order);
    return order && { money_order: order.amount, oid_paybill: order.paid_by };
  }

  override async onPayment(
    { no_order, oid_paybill }: PaymentNotification,
    { transaction }: NotificationContext<PoolClient>,
  ) {
    if (transaction === undefined) throw new Error('This shop needs the inbox of its own database.');
    await this.orders.markPaid(no_order, oid_paybill, transaction);
  }

  override onReturn(result: PaymentReturn) {
    return result.verified ? `/orders/${result.no_order}` : '/orders';
  }

  /** What a sweep asks LianLian about. */
  override async *unsettledPayments(): AsyncIterable<PaymentReference> {
    for (const { id, created_at, amount } of await this.orders.unpaid()) {
      yield { product: 'aggregate', no_order: id, dt_order: created_at, money_order: amount };
    }
  }
}
