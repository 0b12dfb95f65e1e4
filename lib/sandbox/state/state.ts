import type { Changes, KeptKind } from '../common/changes.js';
import type { SandboxServices } from '../services.js';
import type { SavedCheckout } from '../orders/checkouts.js';
import type { SavedIds } from '../common/ids.js';
import type { Notifier, SavedNotification } from '../notifications/notifier.js';
import type { Agreement } from '../orders/agreements.js';
import type { Binding } from '../orders/bindings.js';
import type { LedgerEntry } from '../orders/ledger.js';
import type { SavedSmsStep } from '../orders/sms.js';
import type { SavedBalance } from '../payouts/balances.js';
import type { PayoutEntry } from '../payouts/payout.js';
import type { SavedPendingRefund } from '../orders/refunds.js';
import type { RequestLog, SavedRequests } from '../gateway/request-log.js';
import type { SavedRules, SavedScenarios, Scenarios } from '../scenarios/scenarios.js';

/** Everything that the sandbox remembers. */
export interface SandboxState {
  readonly aheadMs: number;
  readonly ids: SavedIds;
  readonly orders: readonly LedgerEntry[];
  readonly pendingRefunds: readonly SavedPendingRefund[];
  /** Files of before there were payouts have none. */
  readonly payouts?: readonly PayoutEntry[] | undefined;
  readonly balances?: readonly SavedBalance[] | undefined;
  readonly cards: readonly Agreement[];
  readonly bindings: readonly Binding[];
  readonly sms: readonly SavedSmsStep[];
  readonly checkouts: readonly SavedCheckout[];
  readonly notifications: readonly SavedNotification[];
  readonly requests: SavedRequests;
  readonly scenarios: SavedScenarios;
}

/** The parts of it that are one of a kind. They are small. */
export interface SmallState {
  readonly aheadMs: number;
  readonly ids: SavedIds;
  /** How many requests there were. */
  readonly requests: number;
  readonly scenarios: SavedRules;
}

/** Things of a kind: which there are, and one of them as it is kept. */
interface KeptThings {
  readonly keys: () => Iterable<string>;
  /** Undefined for one that is gone. */
  readonly get: (key: string) => unknown;
}

/** The parts of the sandbox that remember something. */
export interface Memory {
  readonly services: SandboxServices;
  readonly notifier: Notifier;
  readonly log: RequestLog;
  readonly scenarios: Scenarios;
  readonly changes: Changes;
}

/** Everything that there are many of. Orders come before what belongs to them. */
export function thingsOf({
  services,
  notifier,
  log,
  scenarios,
}: Memory): Readonly<Record<KeptKind, KeptThings>> {
  const { ledger, agreements, bindings, sms, checkouts, refunds, payoutBook, balances } = services;
  return {
    order: {
      keys: () => ledger.all().map(({ oid_paybill }) => oid_paybill),
      get: (oid_paybill) => ledger.numbered(oid_paybill).find((each) => each.oid_paybill === oid_paybill),
    },
    pendingRefund: { keys: () => refunds.keys(), get: (number) => refunds.save(number) },
    payout: { keys: () => payoutBook.keys(), get: (key) => payoutBook.save(key) },
    balance: { keys: () => balances.keys(), get: (oid_partner) => balances.save(oid_partner) },
    card: {
      keys: () => agreements.all().map(({ no_agree }) => no_agree),
      get: (no_agree) => agreements.get(no_agree),
    },
    binding: { keys: () => bindings.keys(), get: (token) => bindings.save(token) },
    sms: { keys: () => sms.keys(), get: (token) => sms.save(token) },
    checkout: { keys: () => checkouts.keys(), get: (id) => checkouts.save(id) },
    notification: { keys: () => notifier.keys(), get: (id) => notifier.save(id) },
    request: { keys: () => log.keys(), get: (id) => log.get(id) },
    draw: { keys: () => [...scenarios.drawn().keys()], get: (key) => scenarios.drawn().get(key) },
    magic: {
      keys: () => [...scenarios.struckByMagic()],
      get: (key) => (scenarios.struckByMagic().has(key) ? true : undefined),
    },
  };
}

/** What is one of a kind. */
export function smallStateOf({ services, log, scenarios }: Memory): SmallState {
  return {
    aheadMs: services.clock.aheadMs,
    ids: services.ids.save(),
    requests: log.count,
    scenarios: scenarios.save(),
  };
}

/** Restores the state of an earlier run, and carries on with what was under way. */
export function restoreState({ services, notifier, log, scenarios }: Memory, state: SandboxState): void {
  services.clock.restore(state.aheadMs);
  services.ids.restore(state.ids);
  services.ledger.restore(state.orders);
  services.refundBook.restore();
  services.agreements.restore(state.cards);
  services.bindings.restore(state.bindings);
  services.sms.restore(state.sms, services.ledger);
  services.checkouts.restore(state.checkouts, services.ledger);
  log.restore(state.requests);
  scenarios.restore(state.scenarios);
  services.refunds.restore(state.pendingRefunds);
  services.balances.restore(state.balances ?? []);
  services.payoutBook.restore(state.payouts ?? []);
  services.payouts.restore();
  notifier.restore(state.notifications, (kind, oid_paybill) =>
    (kind === 'payout' ? services.payoutBook : services.ledger).byPaybill(oid_paybill),
  );
  const { payments, refunds, payouts } = services;
  services.clock.track(Promise.all([payments.tellRest(), refunds.tellRest(), payouts.tellRest()]));
}

/** Forgets everything but the clock, and the numbers that were given out, so that none is given out again. */
export function forgetAll(memory: Memory): void {
  restoreState(memory, {
    aheadMs: memory.services.clock.aheadMs,
    ids: memory.services.ids.save(),
    ...{
      orders: [],
      payouts: [],
      balances: [],
      pendingRefunds: [],
      cards: [],
      bindings: [],
      sms: [],
      checkouts: [],
      notifications: [],
    },
    requests: { sequence: memory.log.count, requests: [] },
    scenarios: { ...memory.scenarios.save(), scenarios: [], draws: [], magic: [] },
  });
  memory.changes.noteReset();
}
