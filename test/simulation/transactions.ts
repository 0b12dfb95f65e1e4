import { fenToYuan, yuanToFen } from '../../lib/common/money.js';
import { MERCHANTS } from './keys.js';
import type { PlannedAttempt, PlannedOrder, WorldPlan } from './world-plan.js';

/** The foreign currency of these worlds. */
export type Foreign = 'USD';

/** An order as its merchant and LianLian know it. */
export interface WorldOrder {
  readonly planned: PlannedOrder;
  readonly oid_partner: string;
  readonly no_order: string;
  readonly dt_order: string;
  readonly money_order: string;
  /** Undefined for yuan. */
  readonly currency_order: Foreign | undefined;
}

/** What a dollar costs. */
const RATE = 7;

/** What a payer did: a transaction of LianLian's. */
export interface Transaction {
  readonly order: WorldOrder;
  readonly planned: PlannedAttempt;
  readonly oid_paybill: string;
  readonly money_order: string;
  /** What LianLian took. Undefined for yuan. */
  readonly currency_order: Foreign | undefined;
  /** Which query knows it. */
  readonly product: 'aggregate' | 'easypay' | 'exchange';
  /** Whether it only sets money aside. */
  readonly isAuthorization: boolean;
  readonly pay_type: string;
  /** What LianLian says of it now. */
  result: 'SUCCESS' | 'FAILURE' | 'REFUND' | undefined;
}

export function ordersOf({ orders }: WorldPlan): WorldOrder[] {
  return orders.map((planned, index) => ({
    planned,
    oid_partner: MERCHANTS[planned.merchant] ?? MERCHANTS[0],
    no_order: `order-${String(index)}`,
    dt_order: `2026112112000${String(index)}`,
    money_order: fenToYuan(planned.fen),
    currency_order: planned.isForeign === true ? 'USD' : undefined,
  }));
}

export function transactionsOf({ attempts }: WorldPlan, orders: readonly WorldOrder[]): Transaction[] {
  return attempts.flatMap((planned, index) => {
    const order = orders[planned.order];
    if (order === undefined) return [];
    const { product, fen, isForeign = false } = order.planned;
    const isInForeign = isForeign !== (planned.inOtherCurrency === true);
    // No payment in a foreign currency is an authorization.
    const isAuthorization = !isInForeign && (order.planned.isAuthorization || planned.authorizes);
    const other = product === 'aggregate' ? 'easypay' : 'aggregate';
    const inYuan = planned.byOtherProduct ? other : product;
    return [
      {
        order,
        planned,
        oid_paybill: `T${String(index + 1)}`,
        money_order: fenToYuan(fen + planned.excessFen),
        currency_order: isInForeign ? 'USD' : undefined,
        product: isInForeign ? 'exchange' : inYuan,
        isAuthorization,
        pay_type: isAuthorization ? 'F' : 'D',
        result: undefined,
      },
    ];
  });
}

/** The fields of LianLian's message about a transaction. */
export function paymentMessage(
  { order, planned, oid_paybill, money_order, currency_order, pay_type }: Transaction,
  result_pay: string,
  namesPayType = planned.namesPayType,
): Record<string, string> {
  const { oid_partner, no_order, dt_order } = order;
  return {
    ...{ oid_partner, no_order, dt_order, oid_paybill, money_order, result_pay },
    ...(namesPayType ? { pay_type } : {}),
    ...(currency_order === undefined ? {} : exchanged(money_order, currency_order)),
  };
}

/** What LianLian's message about a payment in a foreign currency has beside the others, two of its names misspelt. */
export function exchanged(money_order: string, currency_order: Foreign): Record<string, string> {
  return {
    ...{ currency_order, currency_sellte: currency_order, money_sellte: money_order },
    ...{
      currency_pay: 'CNY',
      money_pay: fenToYuan(RATE * yuanToFen(money_order)),
      exchange_rate: String(RATE),
    },
  };
}

/** Whether it is in the currency that its order is in. */
export function isInOrdersCurrency({ currency_order, order }: Transaction): boolean {
  return currency_order === order.currency_order;
}

/** The fields of LianLian's message about a refund of a transaction. */
export function refundMessage(
  { order: { oid_partner, no_order }, money_order }: Transaction,
  sta_refund: string,
): Record<string, string> {
  return {
    ...{ oid_partner, no_refund: `refund-of-${no_order}`, dt_refund: '20261121130000' },
    ...{ oid_refundno: `R-${no_order}`, money_refund: money_order, sta_refund },
  };
}

/** Whether LianLian took money by it. */
export function tookMoney({ planned, isAuthorization }: Transaction): boolean {
  return planned.result === 'SUCCESS' && !isAuthorization;
}
