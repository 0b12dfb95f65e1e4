import type { SandboxServices } from '../setup/services.js';
import type { SavedCheckout } from '../orders/checkouts.js';
import type { SavedIds } from '../common/ids.js';
import type { Notifier, SavedNotification } from '../notifications/notifier.js';
import type { Agreement } from '../orders/agreements.js';
import type { Binding } from '../orders/bindings.js';
import type { LedgerEntry } from '../orders/ledger.js';
import type { SavedSmsStep } from '../orders/sms.js';
import type { SavedPendingRefund } from '../orders/refunds.js';
import type { RequestLog, SavedRequests } from '../gateway/request-log.js';
import type { SavedScenarios, Scenarios } from '../scenarios/scenarios.js';

/** Everything that the sandbox remembers. */
export interface SandboxState {
  readonly aheadMs: number;
  readonly ids: SavedIds;
  readonly orders: readonly LedgerEntry[];
  readonly pendingRefunds: readonly SavedPendingRefund[];
  readonly cards: readonly Agreement[];
  readonly bindings: readonly Binding[];
  readonly sms: readonly SavedSmsStep[];
  readonly checkouts: readonly SavedCheckout[];
  readonly notifications: readonly SavedNotification[];
  readonly requests: SavedRequests;
  readonly scenarios: SavedScenarios;
}

/** The parts of the sandbox that remember something. */
export interface Memory {
  readonly services: SandboxServices;
  readonly notifier: Notifier;
  readonly log: RequestLog;
  readonly scenarios: Scenarios;
}

/** The current state. It shares objects with the memory, so write it at once. */
export function stateOf({ services, notifier, log, scenarios }: Memory): SandboxState {
  return {
    aheadMs: services.clock.aheadMs,
    ids: services.ids.save(),
    orders: services.ledger.all(),
    pendingRefunds: services.refunds.save(),
    cards: services.agreements.all(),
    bindings: services.bindings.save(),
    sms: services.sms.save(),
    checkouts: services.checkouts.save(),
    notifications: notifier.save(),
    requests: log.save(),
    scenarios: scenarios.save(),
  };
}

/** Restores the state of an earlier run, and carries on with what was under way. */
export function restoreState({ services, notifier, log, scenarios }: Memory, state: SandboxState): void {
  services.clock.restore(state.aheadMs);
  services.ids.restore(state.ids);
  services.ledger.restore(state.orders);
  services.agreements.restore(state.cards);
  services.bindings.restore(state.bindings);
  services.sms.restore(state.sms, services.ledger);
  services.checkouts.restore(state.checkouts, services.ledger);
  log.restore(state.requests);
  scenarios.restore(state.scenarios);
  services.refunds.restore(state.pendingRefunds);
  notifier.restore(state.notifications, services.ledger);
}

/** Forgets everything but the clock, and the numbers that were given out, so that none is given out again. */
export function forgetAll(memory: Memory): void {
  restoreState(memory, {
    aheadMs: memory.services.clock.aheadMs,
    ids: memory.services.ids.save(),
    ...{ orders: [], pendingRefunds: [], cards: [], bindings: [], sms: [], checkouts: [], notifications: [] },
    requests: { ...memory.log.save(), requests: [] },
    scenarios: { ...memory.scenarios.save(), scenarios: [], draws: [], magic: [] },
  });
}
