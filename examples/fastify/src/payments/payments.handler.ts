import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  type ExpectedPayment,
  LianlianHandler,
  type LianlianHooks,
  type NotificationContext,
  type PaymentNotification,
  type PaymentReference,
} from 'nestjs-lianlian';
import { DataSource, type EntityManager, IsNull, MoreThan } from 'typeorm';

import { Delivery } from '../database/delivery.entity.js';
import { Order } from '../database/order.entity.js';
import type { ProcessName } from '../environment.js';
import { PROCESS_NAME } from '../process.module.js';

/** For how long an unpaid order is asked about. */
const SWEPT_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * What becomes of orders when LianLian tells of them. The web server asks `expectedPayment` before it queues a notification,
 * and the worker does everything else.
 */
@LianlianHandler()
@Injectable()
export class PaymentsHandler implements LianlianHooks {
  private readonly logger = new Logger(PaymentsHandler.name);

  constructor(
    private readonly dataSource: DataSource,
    @Inject(PROCESS_NAME) private readonly process: ProcessName,
  ) {}

  /** With two merchants the order says whose it is: a payment to one of them settles no order of the other. */
  async expectedPayment(no_order: string): Promise<ExpectedPayment | null> {
    const order = await this.dataSource.manager.findOneBy(Order, { id: no_order });
    return (
      order && {
        money_order: order.amount,
        oid_partner: order.oidPartner,
        oid_paybill: order.paidBy,
        product: 'aggregate',
      }
    );
  }

  /** Both rows commit together with the inbox's note that this was done, or none of the three does. */
  async onPayment(
    { no_order, oid_paybill }: PaymentNotification,
    { transaction }: NotificationContext<EntityManager>,
  ): Promise<void> {
    if (transaction === undefined) throw new Error('This shop needs the inbox of its own database.');
    await transaction.update(Order, { id: no_order }, { paidBy: oid_paybill });
    await transaction.insert(Delivery, { orderId: no_order, madeBy: this.process });
    this.logger.log('The order is on its way'); // the log line has the order's number by itself
  }

  onOtherResult({ result_pay }: PaymentNotification): void {
    this.logger.warn(`Not paid: ${result_pay}`);
  }

  /** This shop makes no refunds, so that a notification of one is about none of its own. */
  expectedRefund(): null {
    return null;
  }

  /** The worker asks LianLian about these, in case a notification is lost for good. */
  async *unsettledPayments(): AsyncIterable<PaymentReference> {
    const createdAt = MoreThan(new Date(Date.now() - SWEPT_DAYS * DAY_MS));
    const orders = await this.dataSource.manager.findBy(Order, { paidBy: IsNull(), createdAt });
    for (const { id: no_order, oidPartner: oid_partner, createdAt: dt_order, amount } of orders) {
      yield { product: 'aggregate', oid_partner, no_order, dt_order, money_order: amount };
    }
  }
}
