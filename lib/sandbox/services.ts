import type { SandboxClock } from './common/clock.js';
import type { Ids } from './common/ids.js';
import type { SandboxAddresses } from './contract.js';
import type { Agreements } from './orders/agreements.js';
import type { Bindings } from './orders/bindings.js';
import type { Checkouts } from './orders/checkouts.js';
import type { ExchangeRates } from './orders/exchange-rates.js';
import type { History } from './orders/history.js';
import type { Ledger } from './orders/ledger.js';
import type { Payments } from './orders/payments.js';
import type { RefundBook } from './orders/refund-book.js';
import type { Refunds } from './orders/refunds.js';
import type { SmsCodes } from './orders/sms.js';
import type { Balances } from './payouts/balances.js';
import type { PayoutBook } from './payouts/payout-book.js';
import type { PayoutRequests } from './payouts/payout-requests.js';
import type { Payouts } from './payouts/payouts.js';
import type { Settings } from './settings.js';

/** What the handlers of APIs, pages and the control API work with. */
export interface SandboxServices {
  readonly clock: SandboxClock;
  readonly ids: Ids;
  readonly settings: Settings;
  readonly history: History;
  readonly ledger: Ledger;
  readonly agreements: Agreements;
  readonly bindings: Bindings;
  readonly sms: SmsCodes;
  readonly checkouts: Checkouts;
  readonly payments: Payments;
  readonly rates: ExchangeRates;
  readonly refundBook: RefundBook;
  readonly refunds: Refunds;
  readonly balances: Balances;
  readonly payoutBook: PayoutBook;
  readonly payouts: Payouts;
  readonly payoutRequests: PayoutRequests;
  /** Where the sandbox is reached. */
  readonly addresses: () => SandboxAddresses;
}
