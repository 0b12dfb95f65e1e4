import { Checkouts } from '../orders/checkouts.js';
import { SandboxClock } from '../common/clock.js';
import type { Changes } from '../common/changes.js';
import type { EventHub } from '../common/events.js';
import { Ids } from '../common/ids.js';
import { Courier } from '../notifications/courier.js';
import { Forger, type MessageSigners } from '../notifications/forger.js';
import { Notifier } from '../notifications/notifier.js';
import { Agreements } from '../orders/agreements.js';
import { Bindings } from '../orders/bindings.js';
import { ExchangeRates } from '../orders/exchange-rates.js';
import { History } from '../orders/history.js';
import { Ledger } from '../orders/ledger.js';
import { RefundBook } from '../orders/refund-book.js';
import { SmsCodes } from '../orders/sms.js';
import { Balances } from '../payouts/balances.js';
import { PayoutBook } from '../payouts/payout-book.js';
import { PayoutRequests } from '../payouts/payout-requests.js';
import { Payouts } from '../payouts/payouts.js';
import { Payments } from '../orders/payments.js';
import { Refunds } from '../orders/refunds.js';
import type { Scenarios } from '../scenarios/scenarios.js';
import type { SandboxAddresses } from '../contract.js';
import type { SandboxServices } from '../services.js';
import type { SandboxStartOptions, Settings } from '../settings.js';

/** What the services need. */
interface ServiceParts {
  readonly options: SandboxStartOptions;
  readonly settings: Settings;
  readonly signers: MessageSigners;
  readonly hub: EventHub;
  readonly changes: Changes;
  readonly scenarios: Scenarios;
  /** The balance that each merchant begins with, by `oid_partner`. */
  readonly balances: ReadonlyMap<string, string>;
  /** Where the sandbox is reached. */
  readonly addresses: () => SandboxAddresses;
}

/** Makes the services, and the notifier that they share. */
export function createServices(parts: ServiceParts): {
  readonly services: SandboxServices;
  readonly notifier: Notifier;
} {
  const { options, settings, signers, hub, changes, scenarios, addresses } = parts;
  const clock: SandboxClock = new SandboxClock(options.now, () => {
    hub.emit({ type: 'clock', at: clock.now().toISOString() });
  });
  const ids = new Ids(options.seed);
  const history = new History(clock, hub, changes);
  const ledger = new Ledger(clock, ids, history);
  const agreements = new Agreements(ids, changes);
  const forger = new Forger(signers, [...parts.balances.keys()]);
  const courier = new Courier(forger, settings.notifications.timeoutMs, settings.strict);
  const notifier = new Notifier(clock, settings.notifications, courier, scenarios, hub, changes);
  const rates = new ExchangeRates(options.exchangeRates);
  const refundBook = new RefundBook(clock, ids, ledger, history, rates);
  const balances = new Balances(parts.balances, clock, hub, changes);
  const payoutBook = new PayoutBook(clock, hub, changes);
  const payouts = new Payouts(clock, ids, payoutBook, balances, notifier, signers.own, settings);
  const services: SandboxServices = {
    clock,
    ids,
    settings,
    history,
    ledger,
    agreements,
    bindings: new Bindings(clock, ids, settings.smsCode, changes),
    sms: new SmsCodes(clock, ids, settings.smsCode, history, changes),
    checkouts: new Checkouts(ids, changes),
    payments: new Payments(clock, ledger, agreements, notifier, signers.own, rates),
    rates,
    refundBook,
    refunds: new Refunds(clock, refundBook, notifier, signers.own, settings, changes),
    ...{ balances, payoutBook, payouts },
    payoutRequests: new PayoutRequests(clock, payoutBook, payouts, balances, scenarios),
    addresses,
  };
  return { services, notifier };
}
