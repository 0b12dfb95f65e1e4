import { isObservable, lastValueFrom, type Observable } from 'rxjs';

import type { PaymentProduct, PaymentReference } from '../../common/payments/payment-reference.js';
import type { PayoutReference } from '../../common/payments/payout-reference.js';
import type { PaymentNotification } from './payment-notification.js';
import type { PaymentReturn } from './payment-return.js';
import type { PayoutNotification } from './payout-notification.js';
import type { RefundNotification } from './refund-notification.js';

/** A value now, later, or as the last of an Observable, which is awaited to its end. */
export type MaybeAsync<T> = T | Promise<T> | Observable<T>;

/** What is to be awaited of what a hook returned: a promise, an Observable's end, or the value itself. */
export function hookResult(returned: unknown): unknown {
  return isObservable(returned) ? lastValueFrom(returned, { defaultValue: undefined }) : returned;
}

/** What a hook is given beside the notification. */
export interface NotificationContext<Transaction = unknown> {
  /**
   * With a transactional inbox: the open transaction, as the app's own library knows it. What is written through
   * it commits together with the inbox, or not at all.
   */
  readonly transaction?: Transaction | undefined;
}

/** What the app knows of an order, for comparison with what LianLian says was paid. */
export interface ExpectedPayment {
  /** Decimal text in `currency_order`; further decimals may be zeros. Never a number: see `fenToYuan`. */
  readonly money_order: string;
  /** Currency of the order, such as `USD`: one of `CURRENCIES`. `CNY` where it is left out. */
  readonly currency_order?: string | null | undefined;
  /** The merchant that the order was made with. Required with several merchants. */
  readonly oid_partner?: string | null | undefined;
  /**
   * LianLian's transaction that paid the order, once one has: its repeats are acknowledged without another run,
   * and another transaction is refused and reported as paid twice.
   */
  readonly oid_paybill?: string | null | undefined;
  /**
   * Whether the order is an authorization: its notification is no payment then. LianLian does not always say so itself:
   * where this is left out, a success that names no `pay_type` is asked about at LianLian first.
   */
  readonly authorization?: boolean | null | undefined;
  /** Which product it is paid with, so that `confirmByQuery` asks the right query. */
  readonly product?: PaymentProduct | null | undefined;
}

/** What the app knows of a refund, for comparison with what LianLian says was refunded. */
export interface ExpectedRefund {
  /** Decimal text in yuan; further decimals may be zeros. */
  readonly money_refund: string;
  /** The merchant that the refund was made with. Required with several merchants. */
  readonly oid_partner?: string | null | undefined;
}

/** What the app knows of a payout, for comparison with what LianLian says of it. */
export interface ExpectedPayout {
  /** Decimal text in yuan; further decimals may be zeros. Never a number: see `fenToYuan`. */
  readonly money_order: string;
  /** The merchant that pays. Required with several merchants. */
  readonly oid_partner?: string | null | undefined;
  /**
   * LianLian's transaction, as `payouts.apply` or `payouts.confirm` named it: a message about another one is refused.
   * Without it LianLian is asked first whether the message is about this payout: a payment's looks the same.
   */
  readonly oid_paybill?: string | null | undefined;
}

/** What a class that handles payouts has, so that only the right payout reaches its handler. */
export interface ExpectsPayouts {
  /**
   * The payout that a message claims to be about, or null if there is none. `dt_order` is empty text where the message
   * has none.
   */
  expectedPayout(
    no_order: string,
    dt_order: string,
    oid_partner: string,
  ): MaybeAsync<ExpectedPayout | null | undefined>;
  /**
   * The payouts that were sent and of which nothing final is known: with this hook the sweeper asks LianLian about them, in
   * case a notification was lost. One that was paid may stay in the list for some days: the bank may return it.
   */
  unsettledPayouts?(): AsyncIterable<PayoutReference> | Iterable<PayoutReference>;
}

/** What a class that handles payments has, so that only the right payment reaches its handler. */
export interface ExpectsPayments {
  /**
   * The order that a payment claims to be for, or null if there is none. `dt_order` is empty text where the
   * notification has none.
   */
  expectedPayment(
    no_order: string,
    dt_order: string,
    oid_partner: string,
  ): MaybeAsync<ExpectedPayment | null | undefined>;
  /**
   * The refund that a notification claims to be for, or null. Required with several merchants; with one, refunds are
   * not compared without it.
   */
  expectedRefund?(
    no_refund: string,
    dt_refund: string,
    oid_partner: string,
  ): MaybeAsync<ExpectedRefund | null | undefined>;
  /** Every payment notification that is not a payment: other results than SUCCESS, and authorizations. */
  onOtherResult?(notification: PaymentNotification, context: NotificationContext): unknown;
  /**
   * The payments that were sent and are neither paid nor given up: with this hook the sweeper asks LianLian about
   * them, in case a notification was lost.
   */
  unsettledPayments?(): AsyncIterable<PaymentReference> | Iterable<PaymentReference>;
}

/** The hooks of a class with `@LianlianHandler()`, and of a controller that extends `LianlianController()`. */
export interface LianlianHooks extends ExpectsPayments, Partial<ExpectsPayouts> {
  /** A payment succeeded: merchant, result and amount were compared with `expectedPayment`. Runs once. */
  onPayment(notification: PaymentNotification, context: NotificationContext): unknown;
  /** A refund's result, whatever its `sta_refund`. */
  onRefund?(notification: RefundNotification, context: NotificationContext): unknown;
  /**
   * What became of a payout: `SUCCESS`, `FAILURE` with LianLian's reason in `info_order`, `CLOSED`, or `CANCEL`, with which the
   * bank returned the money: a call of its own, also after a `SUCCESS`. Merchant, amount and transaction were compared with
   * `expectedPayout`, which a class with this hook has. Runs once for each of them. Without this hook there is no route for
   * payouts.
   */
  onPayout?(notification: PayoutNotification, context: NotificationContext): unknown;
  /**
   * The payer came back. Returns the page of the app to go to. Without this hook there is no return route.
   *
   * `request` is the adapter's own, Express's or Fastify's.
   */
  onReturn?(result: PaymentReturn, request: unknown): MaybeAsync<string>;
}

/** The hooks of a controller that extends `LianlianController()`, as a class to extend: `LianlianHooks` tells of each. */
export abstract class LianlianControllerBase implements LianlianHooks {
  abstract expectedPayment(
    no_order: string,
    dt_order: string,
    oid_partner: string,
  ): MaybeAsync<ExpectedPayment | null | undefined>;
  abstract onPayment(notification: PaymentNotification, context: NotificationContext): unknown;
  expectedRefund?(
    no_refund: string,
    dt_refund: string,
    oid_partner: string,
  ): MaybeAsync<ExpectedRefund | null | undefined>;
  onRefund?(notification: RefundNotification, context: NotificationContext): unknown;
  onOtherResult?(notification: PaymentNotification, context: NotificationContext): unknown;
  unsettledPayments?(): AsyncIterable<PaymentReference> | Iterable<PaymentReference>;
  expectedPayout?(
    no_order: string,
    dt_order: string,
    oid_partner: string,
  ): MaybeAsync<ExpectedPayout | null | undefined>;
  onPayout?(notification: PayoutNotification, context: NotificationContext): unknown;
  unsettledPayouts?(): AsyncIterable<PayoutReference> | Iterable<PayoutReference>;
  onReturn?(result: PaymentReturn, request: unknown): MaybeAsync<string>;
}
