import { type InputRules, clockMs, oneOf, text } from '../common/input-rules.js';
import { findOrder, type WhichOrder } from '../orders/find-order.js';
import { findRefund } from '../orders/find-refund.js';
import type { LedgerEntry } from '../orders/ledger.js';
import { bodyOf } from './body.js';
import type { DeliveryBody, PayBody, RefundBody, WhichBody } from '../contract.js';
import { orderList } from './order-search.js';
import { attemptView, orderDetailView } from './order-views.js';
import type { ControlParts } from './parts.js';
import type { ControlCall, ControlHandler, ControlRoute } from './route.js';
import { deliveryHows } from './views.js';

const WHICH: InputRules = { oid_partner: text, dt_order: text };

/** The routes that show orders and act on them. */
export const orderRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: 'orders',
    handle: orderList,
  },
  {
    method: 'GET',
    path: 'orders/*',
    handle: ({ name, query }, parts) => {
      const which = {
        oid_partner: query.get('oid_partner') ?? undefined,
        dt_order: query.get('dt_order') ?? undefined,
      };
      return orderDetailView(orderOf(name, which, parts), parts);
    },
  },
  {
    method: 'POST',
    path: 'orders/*/pay',
    handle: onOrder({ ...WHICH, pay_type: text, bank_code: text }, (entry, how, { operator }) =>
      operator.pay(entry, how),
    ),
  },
  {
    method: 'POST',
    path: 'orders/*/fail',
    handle: onOrder(WHICH, (entry, _, { operator }) => {
      operator.fail(entry);
    }),
  },
  {
    method: 'POST',
    path: 'orders/*/abandon',
    handle: onOrder(WHICH, (entry, _, { operator }) => {
      operator.abandon(entry);
    }),
  },
  {
    method: 'POST',
    path: 'orders/*/refund',
    handle: onOrder({ ...WHICH, amount: text }, (entry, { amount }, { operator }) =>
      operator.refund(entry, amount),
    ),
  },
  { method: 'POST', path: 'orders/*/deliveries', handle: deliver },
  { method: 'POST', path: 'refunds/*/complete', handle: (call, parts) => settle(call, parts, '2') },
  { method: 'POST', path: 'refunds/*/fail', handle: (call, parts) => settle(call, parts, '3') },
];

/** A route that acts on an order, and responds with the order as it is afterwards. */
function onOrder(
  rules: InputRules,
  act: (entry: LedgerEntry, body: PayBody & RefundBody, parts: ControlParts) => unknown,
): ControlHandler {
  return async ({ name, body }, parts) => {
    const asked = bodyOf(body, rules) as PayBody & RefundBody;
    const entry = orderOf(name, asked, parts);
    await act(entry, asked, parts);
    return orderDetailView(entry, parts);
  };
}

async function deliver({ name, body }: ControlCall, parts: ControlParts): Promise<object> {
  const rules = { ...WHICH, how: oneOf(...deliveryHows), delayMs: clockMs, notification: text };
  const asked = bodyOf(body, rules, ['how']) as DeliveryBody;
  const entry = orderOf(name, asked, parts);
  const { delayMs, notification: id } = asked;
  const { attempts, dueAt } = await parts.operator.deliver(entry, asked.how, { delayMs, id });
  return {
    attempts: attempts.map(attemptView),
    dueAt: dueAt?.toISOString(),
    order: orderDetailView(entry, parts),
  };
}

async function settle({ name, body }: ControlCall, parts: ControlParts, status: '2' | '3'): Promise<object> {
  const { oid_partner } = bodyOf(body, { oid_partner: text }) as WhichBody;
  const found = findRefund(parts.services.refundBook, name, oid_partner);
  await parts.operator.settleRefund(found, status);
  return orderDetailView(found.entry, parts);
}

function orderOf(
  ref: string,
  { oid_partner, dt_order }: WhichOrder,
  { services }: ControlParts,
): LedgerEntry {
  return findOrder(services.ledger, ref, { oid_partner, dt_order });
}
