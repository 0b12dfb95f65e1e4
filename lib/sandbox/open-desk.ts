import type { Desk } from './apis/api.js';
import { Checkouts } from './checkouts.js';
import { SandboxClock } from './clock.js';
import { Ids } from './ids.js';
import type { LianlianPen } from './messages.js';
import { Notifier } from './notifications/notifier.js';
import { Agreements } from './orders/agreements.js';
import { Bindings } from './orders/bindings.js';
import { Ledger } from './orders/ledger.js';
import { RefundBook } from './orders/refund-book.js';
import { SmsCodes } from './orders/sms.js';
import { Payments } from './payments.js';
import { Refunds } from './refunds.js';
import type { SandboxStartOptions, Settings } from './settings.js';

/** Sets up everything that handlers work with. */
export function openDesk(
  options: SandboxStartOptions,
  settings: Settings,
  pen: LianlianPen,
  url: () => string,
): { readonly desk: Desk; readonly notifier: Notifier } {
  const clock = new SandboxClock(options.now);
  const ids = new Ids(options.seed);
  const ledger = new Ledger(clock, ids);
  const agreements = new Agreements(ids);
  const notifier = new Notifier(clock, settings.notifications);
  const refundBook = new RefundBook(clock, ids, ledger);
  const desk = {
    clock,
    ids,
    settings,
    ledger,
    agreements,
    bindings: new Bindings(clock, ids, settings.smsCode),
    sms: new SmsCodes(clock, ids, settings.smsCode),
    checkouts: new Checkouts(ids),
    payments: new Payments(clock, ledger, agreements, notifier, pen),
    refundBook,
    refunds: new Refunds(clock, refundBook, notifier, pen, settings),
    url,
  };
  return { desk, notifier };
}
