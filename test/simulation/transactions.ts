import { fenToYuan } from '../../lib/common/money.js';
import { MERCHANTS } from './keys.js';
import type { PlannedAttempt, PlannedOrder, WorldPlan } from './world-plan.js';

/** An order as its merchant and LianLian know it. */
export interface WorldOrder {
  readonly planned: PlannedOrder;
  readonly oid_partner: string;
  readonly no_order: string;
  readonly dt_order: string;
  readonly money_order: string;
}

/** What a payer did: a transaction of LianLian's. */
export interface Transaction {
  readonly order: WorldOrder;
  readonly planned: PlannedAttempt;
  readonly oid_paybill: string;
  readonly money_order: string;
  /** Which query knows it. */
  readonly product: 'aggregate' | 'easypay';
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
  }));
}

export function transactionsOf({ attempts }: WorldPlan, orders: readonly WorldOrder[]): Transaction[] {
  return attempts.flatMap((planned, index) => {
    const order = orders[planned.order];
    if (order === undefined) return [];
    const { product, fen } = order.planned;
    const isAuthorization = order.planned.isAuthorization || planned.authorizes;
    const other = product === 'aggregate' ? 'easypay' : 'aggregate';
    return [
      {
        order,
        planned,
        oid_paybill: `T${String(index + 1)}`,
        money_order: fenToYuan(fen + planned.excessFen),
        product: planned.byOtherProduct ? other : product,
        isAuthorization,
        pay_type: isAuthorization ? 'F' : 'D',
        result: undefined,
      },
    ];
  });
}

/** The fields of LianLian's message about a transaction. */
export function paymentMessage(
  { order, planned, oid_paybill, money_order, pay_type }: Transaction,
  result_pay: string,
  namesPayType = planned.namesPayType,
): Record<string, string> {
  const { oid_partner, no_order, dt_order } = order;
  return {
    ...{ oid_partner, no_order, dt_order, oid_paybill, money_order, result_pay },
    ...(namesPayType ? { pay_type } : {}),
  };
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
