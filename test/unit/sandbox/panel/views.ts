import type {
  AttemptView,
  HistoryEntryView,
  NotificationView,
  OrderDetailView,
  PayoutDetailView,
} from '../../../../lib/sandbox/contract.js';

/** The n-th second of a day. */
export const second = (n: number): string =>
  new Date(Date.UTC(2026, 10, 21, 4, 0, 0) + n * 1000).toISOString();

/** An order in the panel as it was placed: what is not named here is as for any. */
export function orderView(changes: Partial<OrderDetailView> = {}): OrderDetailView {
  return {
    oid_partner: '201304121000001004',
    no_order: 'o-1',
    dt_order: '20261121120000',
    oid_paybill: '2026112100000001',
    money_order: '210.90',
    name_goods: '羽毛球',
    user_id: 'u-1',
    api: 'aggregate.direct',
    state: 'waiting',
    result_pay: 'WAITING',
    placedAt: second(0),
    closesAt: second(3600),
    notify_url: 'http://127.0.0.1:3001/notify',
    refundable: '0.00',
    can: { pay: true, fail: true, abandon: true, refund: false, deliver: false },
    history: [step('placed', 0)],
    refunds: [],
    notifications: [],
    requests: [],
    ...changes,
  };
}

/** A payout in the panel as it was applied for: what is not named here is as for any. */
export function payoutView(changes: Partial<PayoutDetailView> = {}): PayoutDetailView {
  return {
    oid_partner: '201304121000001004',
    no_order: 'p-1',
    dt_order: '20261121120000',
    money_order: '88.00',
    flag_card: '0',
    card_no: '6222***',
    state: 'open',
    result_pay: 'PROCESSING',
    appliedAt: second(0),
    notify_url: 'http://127.0.0.1:3001/notify',
    can: { complete: true, fail: true, returnMoney: false, deliver: false },
    history: [step('applied', 0)],
    notifications: [],
    requests: [],
    ...changes,
  };
}

/** What happened to an order, or to a payout, at the n-th second. */
export function step<What extends string>(
  what: What,
  n: number,
  changes: Partial<Omit<HistoryEntryView, 'at' | 'what'>> = {},
): Omit<HistoryEntryView, 'what'> & { readonly what: What } {
  return { at: second(n), what, ...changes };
}

/** An attempt that was acknowledged, unless the changes say otherwise. */
export function attemptView(attempt: number, n: number, changes: Partial<AttemptView> = {}): AttemptView {
  return {
    attempt,
    sequence: attempt,
    // Of the same moment, after each step.
    steps: 99,
    at: second(n),
    url: 'http://127.0.0.1:3001/notify',
    body: '{"no_order":"o-1"}',
    status: 200,
    response: '{"ret_code":"0000","ret_msg":"ok"}',
    acknowledged: true,
    tookMs: 5,
    ...changes,
  };
}

/** A notification with these attempts. */
export function notificationView(
  id: string,
  attempts: readonly AttemptView[],
  changes: Partial<NotificationView> = {},
): NotificationView {
  return {
    id,
    kind: 'payment',
    url: 'http://127.0.0.1:3001/notify',
    contentType: 'text/json;charset=utf-8',
    body: '{"no_order":"o-1"}',
    acknowledged: attempts.some(({ acknowledged }) => acknowledged),
    lateAt: [],
    attempts,
    ...changes,
  };
}
