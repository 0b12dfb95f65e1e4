import type { PayoutDetailView, PayoutViewState, PayoutView } from '../contract.js';
import type { PayoutEntry, SandboxPayoutResult } from '../payouts/payout.js';
import { notificationView, notifiedOf } from './order-views.js';
import type { ControlParts } from './parts.js';
import { requestsAbout } from './request-list.js';

const STATES: Readonly<Record<SandboxPayoutResult, PayoutViewState>> = {
  CHECK: 'needs-confirmation',
  PROCESSING: 'open',
  SUCCESS: 'paid',
  FAILURE: 'failed',
  CANCEL: 'returned',
  CLOSED: 'closed',
};

/** The state of a payout. */
export function payoutViewState({ result_pay }: PayoutEntry): PayoutViewState {
  return STATES[result_pay];
}

/** A payout in a list. */
export function payoutView(entry: PayoutEntry, parts: ControlParts): PayoutView {
  const { oid_partner, no_order, dt_order, oid_paybill, money_order, flag_card, card_no, memo } = entry;
  return {
    ...{ oid_partner, no_order, dt_order, oid_paybill, money_order, flag_card, card_no, memo },
    state: payoutViewState(entry),
    result_pay: entry.result_pay,
    appliedAt: entry.appliedAt.toISOString(),
    notified: notifiedOf(parts.notifier.of(entry).at(-1)),
  };
}

/** A payout with everything that happened to it. */
export function payoutDetailView(entry: PayoutEntry, parts: ControlParts): PayoutDetailView {
  const { notify_url, bank_code, info_order, settle_date, reason, refusedWith, review } = entry;
  const notifications = parts.notifier.of(entry);
  return {
    ...payoutView(entry, parts),
    ...{ notify_url, bank_code, info_order, settle_date, reason, refusedWith },
    review: review && { ...review, closesAt: review.closesAt.toISOString() },
    hiddenUntil: parts.services.payoutRequests.isLate(entry) ? entry.recordAt?.toISOString() : undefined,
    can: {
      complete: entry.result_pay === 'PROCESSING',
      fail: entry.result_pay === 'PROCESSING',
      returnMoney: entry.result_pay === 'SUCCESS',
      deliver: notifications.length > 0,
    },
    history: entry.history.map(({ at, what, detail }) => ({ at: at.toISOString(), what, detail })),
    notifications: notifications.map(notificationView),
    requests: requestsAbout(entry, parts),
  };
}
