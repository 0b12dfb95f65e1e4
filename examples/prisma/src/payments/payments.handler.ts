import { Injectable, Logger } from '@nestjs/common';
import {
  type ExpectedPayment,
  type ExpectedRefund,
  formatLianlianTime,
  LianlianHandler,
  type LianlianHooks,
  type NotificationContext,
  type PaymentNotification,
  type PaymentReference,
  type RefundNotification,
} from 'nestjs-lianlian';

import { type Prisma } from '../generated/prisma/client';
import { PrismaService } from '../prisma/prisma.service';
import { refundStateOf } from '../refunds/refund-state';

type Context = NotificationContext<Prisma.TransactionClient>;

/** For how long an unpaid order is asked about. */
const SWEPT_DAYS = 7;
const DAY_MS = 86_400_000;

/** What becomes of orders and refunds when LianLian tells of them. */
@LianlianHandler()
@Injectable()
export class PaymentsHandler implements LianlianHooks {
  private readonly logger = new Logger(PaymentsHandler.name);

  constructor(private readonly prisma: PrismaService) {}

  /** What an order costs, and which transaction paid it, if one did: the module compares both before `onPayment`. */
  async expectedPayment(
    no_order: string,
    dt_order: string,
  ): Promise<ExpectedPayment | null> {
    const order = await this.prisma.order.findUnique({
      where: { id: no_order },
    });
    if (order === null || formatLianlianTime(order.createdAt) !== dt_order) {
      return null;
    }
    return {
      money_order: order.amount.toFixed(2),
      oid_paybill: order.paidBy,
      product: 'aggregate',
    };
  }

  /** Runs once for an order. What has to happen with the payment (a parcel, a mail to send) is written here, too. */
  async onPayment(
    { no_order, oid_paybill }: PaymentNotification,
    context: Context,
  ): Promise<void> {
    await transactionOf(context).order.update({
      where: { id: no_order },
      data: { paidBy: oid_paybill, paidAt: new Date() },
    });
  }

  /** A payment that failed, for one: the order stays open, and the payer may try again. */
  onOtherResult({ no_order, result_pay }: PaymentNotification): void {
    this.logger.warn(`Order ${no_order}: ${result_pay}`);
  }

  async expectedRefund(no_refund: string): Promise<ExpectedRefund | null> {
    const refund = await this.prisma.refund.findUnique({
      where: { id: no_refund },
    });
    return refund && { money_refund: refund.amount.toFixed(2) };
  }

  /** LianLian's word on a refund, in whatever state it is here. */
  async onRefund(
    { no_refund, sta_refund }: RefundNotification,
    context: Context,
  ): Promise<void> {
    await transactionOf(context).refund.updateMany({
      where: { id: no_refund },
      data: { state: refundStateOf(sta_refund) },
    });
  }

  /** The sweeper asks LianLian about these, in case a notification is lost for good. */
  async *unsettledPayments(): AsyncIterable<PaymentReference> {
    const since = new Date(Date.now() - SWEPT_DAYS * DAY_MS);
    const orders = await this.prisma.order.findMany({
      where: { paidBy: null, code: { not: null }, createdAt: { gt: since } },
    });
    for (const { id, createdAt, amount } of orders) {
      yield {
        product: 'aggregate',
        no_order: id,
        dt_order: createdAt,
        money_order: amount.toFixed(2),
      };
    }
  }
}

/** The transaction in which the inbox notes the notification as handled. */
function transactionOf({ transaction }: Context): Prisma.TransactionClient {
  if (transaction === undefined) {
    throw new Error('This shop needs the inbox of its own database.');
  }
  return transaction;
}
