import { Controller, Logger } from '@nestjs/common';
import type { Request } from 'express';
import {
  type ExpectedPayment,
  type ExpectedPayout,
  type ExpectedRefund,
  formatLianlianTime,
  LianlianController,
  type NotificationContext,
  type PaymentNotification,
  type PaymentReference,
  type PaymentReturn,
  type PayoutNotification,
  type PayoutReference,
  type RefundNotification,
  type VerifiedPaymentReturn,
} from 'nestjs-lianlian';

import type { ShopTransaction } from '../database/shop-tables.js';
import { isForeign } from '../orders/order-currency.js';
import { OrdersService } from '../orders/orders.service.js';
import { isSettled } from '../orders/payment.js';
import type { ReturnNote } from '../orders/return-note.js';
import { PayoutsService } from '../payouts/payouts.service.js';
import { RefundsService } from '../refunds/refunds.service.js';

/** What LianLian sends to the shop: `POST payments/notify`, `payments/payout-notify`, and `payments/return` for payers who come back. */
@Controller('payments')
export class PaymentsController extends LianlianController() {
  private readonly logger = new Logger('Payments');

  constructor(
    private readonly orders: OrdersService,
    private readonly refunds: RefundsService,
    private readonly payouts: PayoutsService,
  ) {
    super();
  }

  /** The amount and its currency to hold a notification against, and the transaction that paid already, if one did. */
  override async expectedPayment(no_order: string, dt_order: string): Promise<ExpectedPayment | null> {
    const order = await this.orders.find(no_order);
    if (order === undefined || formatLianlianTime(order.createdAt) !== dt_order) return null;
    const { money_order, currency_order, payment, isDeposit: authorization } = order;
    return {
      money_order,
      currency_order,
      authorization,
      product: isForeign(order) ? 'exchange' : undefined,
      oid_paybill: isSettled(payment) ? payment.oid_paybill : undefined,
    };
  }

  /** In the transaction that also notes the notification as done: a crash loses both, and the next copy does both. */
  override onPayment(
    notification: PaymentNotification,
    { transaction }: NotificationContext<ShopTransaction>,
  ): Promise<void> {
    return this.orders.markPaid(notification.no_order, notification, transaction);
  }

  /** Deposits, failures and other news. After a failure the payer may try again: the order stays as it is. */
  override async onOtherResult(
    notification: PaymentNotification,
    { transaction }: NotificationContext<ShopTransaction>,
  ): Promise<void> {
    const { no_order, oid_paybill, result_pay } = notification;
    const isHeld = result_pay === 'SUCCESS' || result_pay === 'APPLY_SUCCESS';
    if (isHeld) await this.orders.markAuthorized(no_order, notification, transaction);
    else this.logger.warn(`Order ${no_order}, transaction ${oid_paybill}: ${result_pay}`);
  }

  /** The amount to hold a refund's notification against. */
  override async expectedRefund(no_refund: string, dt_refund: string): Promise<ExpectedRefund | null> {
    const refund = await this.refunds.find(no_refund);
    if (refund === undefined) return null;
    // LianLian's documents let the time be left out. The number is the refund's own, here and there.
    return dt_refund === '' || dt_refund === formatLianlianTime(refund.createdAt) ? refund : null;
  }

  override onRefund(
    notification: RefundNotification,
    { transaction }: NotificationContext<ShopTransaction>,
  ): Promise<void> {
    return this.refunds.notified(notification, transaction);
  }

  /**
   * What a payout's notification is held against. Its fields are those of a payment: LianLian's transaction tells the two
   * apart, and where the shop has not heard of it yet, the module asks LianLian.
   */
  override async expectedPayout(no_order: string, dt_order: string): Promise<ExpectedPayout | null> {
    const payout = await this.payouts.find(no_order);
    return payout !== undefined && formatLianlianTime(payout.createdAt) === dt_order ? payout : null;
  }

  override onPayout(
    notification: PayoutNotification,
    { transaction }: NotificationContext<ShopTransaction>,
  ): Promise<void> {
    return this.payouts.notified(notification, transaction);
  }

  /** The sweeper asks about these, too. That LianLian has no record of one is no end: the operator decides then. */
  override async *unsettledPayouts(): AsyncIterable<PayoutReference> {
    for (const { no_order, createdAt: dt_order, appliedAt } of await this.payouts.unsettled()) {
      yield { no_order, dt_order, appliedAt };
    }
  }

  /** The sweeper asks LianLian about these, in case a notification is lost: once for each family that was tried. */
  override async *unsettledPayments(): AsyncIterable<PaymentReference> {
    for (const { tried, createdAt: dt_order, ...order } of await this.orders.unsettled()) {
      const { no_order, money_order, currency_order } = order;
      for (const product of tried) yield { product, no_order, dt_order, money_order, currency_order };
    }
  }

  /** The payer is back. Their browser proves nothing: the order's page says what is really known. */
  override async onReturn(result: PaymentReturn, request: unknown): Promise<string> {
    if (result.verified) return this.afterVerified(result);
    const order = await this.orders.find(orderNumberOf(request as Request));
    if (order === undefined) return '/orders';
    const note: ReturnNote = result.reason === 'abandoned' ? 'abandoned' : 'unverified';
    return `/orders/${order.no_order}?return=${note}`;
  }

  private async afterVerified(result: VerifiedPaymentReturn): Promise<string> {
    const { no_order, dt_order, result_pay = 'SUCCESS' } = result;
    const order = await this.orders.find(no_order);
    if (order === undefined) return '/orders';
    // LianLian signed it, but the payer may bring an old one back: it never makes an order paid.
    if (dt_order === formatLianlianTime(order.createdAt)) {
      const status = result_pay === 'SUCCESS' ? 'confirmed' : 'processing';
      await this.orders.setPayment(no_order, { status });
    }
    return `/orders/${no_order}`;
  }
}

/** Our own parameter of the return address. Anybody can write it, so it only chooses the page to show. */
function orderNumberOf({ query }: Request): string {
  return typeof query['order'] === 'string' ? query['order'] : '';
}
