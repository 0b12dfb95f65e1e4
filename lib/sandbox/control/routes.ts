import { assertRules } from '../scenarios/check-rule.js';
import { type FieldRules, milliseconds, oneOf, text } from '../field-rules.js';
import type { Reply } from '../http/reply.js';
import { findOrder, type WhichOrder } from '../orders/find-order.js';
import { findRefund } from '../orders/find-refund.js';
import type { LedgerEntry } from '../orders/ledger.js';
import { Problem } from '../problem.js';
import { forgetAll } from '../state/state.js';
import { bodyOf, jsonOf } from './body.js';
import type { DeliveryBody, ExplainBody, PayBody, RefundBody, WhichBody } from './contract.js';
import { eventStream } from './event-stream.js';
import { explain } from './explain.js';
import { attemptView, orderDetailView, orderView } from './order-views.js';
import type { ControlParts } from './parts.js';
import { clockView, deliveryHows, requestView, settingsView } from './views.js';

/** A request to the control API. */
export interface ControlCall {
  /** The variable part of the path, if it has one. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly body: string | undefined;
}

/** What answers a call: a view, or a reply of its own. */
export type ControlHandler = (call: ControlCall, parts: ControlParts) => object | Promise<object>;

/** One address: `orders/*` has a variable part. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly status?: 201;
  readonly handle: ControlHandler;
}

const WHICH: FieldRules = { oid_partner: text, dt_order: text };
const DEFAULT_LIMIT = 200;

/** Everything that the control API does. `contract.ts` describes it. */
export const controlRoutes: readonly ControlRoute[] = [
  { method: 'GET', path: 'settings', handle: (_, parts) => settingsView(parts) },
  {
    method: 'GET',
    path: 'orders',
    handle: (call, parts) => ({
      orders: newestFirst(parts.desk.ledger.all(), call).map((entry) => orderView(entry, parts)),
    }),
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
  {
    method: 'GET',
    path: 'requests',
    handle: (call, { log }) => ({ requests: newestFirst(log.all(), call).map(requestView) }),
  },
  {
    method: 'GET',
    path: 'requests/*',
    handle: ({ name }, { log }) => {
      const found = log.all().find(({ id }) => id === name);
      if (found === undefined) throw new Problem(404, `there is no request ${name}`);
      return requestView(found);
    },
  },
  { method: 'GET', path: 'scenarios', handle: (_, parts) => scenarioList(parts) },
  {
    method: 'POST',
    path: 'scenarios',
    status: 201,
    handle: ({ body }, parts) => {
      parts.scenarios.add(assertRules(jsonOf(body)));
      return scenarioList(parts);
    },
  },
  {
    method: 'DELETE',
    path: 'scenarios',
    handle: (_, parts) => {
      parts.scenarios.clear();
      return scenarioList(parts);
    },
  },
  {
    method: 'DELETE',
    path: 'scenarios/*',
    handle: ({ name }, parts) => {
      parts.scenarios.remove(name);
      return scenarioList(parts);
    },
  },
  { method: 'GET', path: 'clock', handle: (_, parts) => clockView(parts) },
  {
    method: 'POST',
    path: 'clock',
    handle: async ({ body }, parts) => {
      const { advanceMs } = bodyOf(body, { advanceMs: milliseconds }, ['advanceMs']) as { advanceMs: number };
      await parts.desk.clock.advance(advanceMs);
      return clockView(parts);
    },
  },
  {
    method: 'POST',
    path: 'reset',
    handle: ({ body }, parts) => {
      bodyOf(body, {});
      forgetAll(parts);
      parts.hub.emit({ type: 'reset', at: parts.desk.clock.now().toISOString() });
      return settingsView(parts);
    },
  },
  {
    method: 'POST',
    path: 'explain',
    handle: ({ body }, parts) => {
      const rules = { text, from: oneOf('shop', 'lianlian'), oid_partner: text };
      return explain(bodyOf(body, rules, ['text']) as ExplainBody, parts);
    },
  },
  { method: 'GET', path: 'events', handle: (_, { hub }): Reply => eventStream(hub) },
];

/** A button of an order: does it, and answers with the order as it stands then. */
function onOrder(
  rules: FieldRules,
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
  const rules = { ...WHICH, how: oneOf(...deliveryHows), delayMs: milliseconds, notification: text };
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
  const found = findRefund(parts.desk.refundBook, name, oid_partner);
  await parts.operator.settleRefund(found, status);
  return orderDetailView(found.entry, parts);
}

function scenarioList({ scenarios }: ControlParts): object {
  return { scenarios: scenarios.all() };
}

function orderOf(ref: string, { oid_partner, dt_order }: WhichOrder, { desk }: ControlParts): LedgerEntry {
  return findOrder(desk.ledger, ref, { oid_partner, dt_order });
}

function newestFirst<Item>(items: readonly Item[], { query }: ControlCall): Item[] {
  const limit = query.get('limit') ?? String(DEFAULT_LIMIT);
  if (!/^[1-9]\d{0,5}$/.test(limit))
    throw Problem.fields([{ field: 'limit', rule: 'must be a number from 1 on' }]);
  return items.slice(-Number(limit)).reverse();
}
