import { clockMs, type InputRules, assertInput, oneOf, text } from './common/input-rules.js';
import { deliveryHows } from './control/views.js';
import type { DeliveryHow } from './contract.js';
import { attemptsOf, type DeliveryAttempt } from './notifications/notification.js';
import type { Operator } from './operator.js';
import type { Notifier } from './notifications/notifier.js';
import type { SandboxServices } from './services.js';
import { findPayout } from './payouts/find-payout.js';
import { type Payout, type PayoutEntry, payoutSnapshot } from './payouts/payout.js';
import { REASON } from './payouts/reason.js';

/** Which one, where several merchants have a payout of the same number. */
export interface WhichPayout {
  readonly oid_partner?: string | undefined;
}

/** How a payout's notification is delivered in `sandbox.payouts.deliver`. */
export interface PayoutDeliverOptions extends WhichPayout {
  /** `again` by default: the very same bytes once more. */
  readonly how?: DeliveryHow | undefined;
  /** For `late`: milliseconds of the sandbox's clock. Ten minutes by default. */
  readonly delayMs?: number | undefined;
}

const WHICH: InputRules = { oid_partner: text };
const DELIVER: InputRules = { how: oneOf(...deliveryHows), delayMs: clockMs };

/** What `sandbox.payouts` works with. */
interface PayoutParts {
  readonly services: SandboxServices;
  readonly operator: Operator;
  readonly notifier: Notifier;
}

/** The payouts of a sandbox: what a bank, or LianLian, does with them. */
export class SandboxPayouts {
  constructor(private readonly parts: PayoutParts) {}

  /**
   * The bank pays, before the time that the option `payoutMs` gives it. Resolves when the first delivery of the notification
   * ended, whether the shop acknowledged it or not.
   *
   * @throws SandboxError for an unknown payout, and for one that is not under way (`PROCESSING`)
   */
  async complete(no_order: string, which: WhichPayout = {}): Promise<Payout> {
    return this.after(no_order, which, (entry) => this.parts.services.payouts.complete(entry));
  }

  /**
   * The bank refuses, and the money is back in the balance.
   *
   * @param reason the notification's `info_order` and the query's `memo`; at most 255 characters
   * @throws SandboxError for an unknown payout, and for one that is not under way (`PROCESSING`)
   */
  async fail(no_order: string, reason?: string, which: WhichPayout = {}): Promise<Payout> {
    assertInput({ reason }, { reason: REASON });
    return this.after(no_order, which, (entry) => this.parts.services.payouts.fail(entry, reason));
  }

  /**
   * The bank returns the money of a payout that was paid: `CANCEL`, which is notified after the `SUCCESS`.
   *
   * @throws SandboxError for an unknown payout, and for one that was not paid (`SUCCESS`)
   */
  async returnMoney(no_order: string, which: WhichPayout = {}): Promise<Payout> {
    return this.after(no_order, which, (entry) => this.parts.services.payouts.returnMoney(entry));
  }

  /**
   * Delivers the last notification of a payout once more, or a changed copy of it. Resolves with the last attempt; for a
   * late copy with undefined, when it is planned.
   *
   * @throws SandboxError for an unknown payout or one without a notification
   * @example await sandbox.payouts.deliver('payout-1', { how: 'tampered' }); // must be refused
   */
  async deliver(no_order: string, how: PayoutDeliverOptions = {}): Promise<DeliveryAttempt | undefined> {
    const entry = this.entry(no_order, how, DELIVER);
    const { delayMs } = how;
    const { attempts } = await this.parts.operator.deliver(entry, how.how ?? 'again', { delayMs });
    return attempts.at(-1);
  }

  /** Every attempt to deliver the notifications of a payout, oldest first. */
  deliveries(no_order: string, which: WhichPayout = {}): readonly DeliveryAttempt[] {
    return attemptsOf(this.parts.notifier.of(this.entry(no_order, which)));
  }

  /**
   * The signed fields of a payout's last notification.
   *
   * @throws SandboxError for an unknown payout or one without a notification
   */
  notification(no_order: string, which: WhichPayout = {}): Readonly<Record<string, string>> {
    return { ...this.parts.operator.notification(this.entry(no_order, which)).fields };
  }

  /** A payout as it stands, with the `confirm_code` of its review. */
  get(no_order: string, which: WhichPayout = {}): Payout {
    return payoutSnapshot(this.entry(no_order, which));
  }

  /** Every payout, oldest first. */
  all(): readonly Payout[] {
    return this.parts.services.payoutBook.all().map(payoutSnapshot);
  }

  private async after(
    no_order: string,
    which: WhichPayout,
    act: (entry: PayoutEntry) => Promise<void>,
  ): Promise<Payout> {
    const entry = this.entry(no_order, which);
    await act(entry);
    return payoutSnapshot(entry);
  }

  /** @throws SandboxError for an option that is misspelt: another payout might be meant */
  private entry(no_order: string, which: WhichPayout, more: InputRules = {}): PayoutEntry {
    assertInput(which, { ...WHICH, ...more });
    const { payoutBook, payouts } = this.parts.services;
    const entry = findPayout(payoutBook, no_order, which.oid_partner);
    payouts.isClosed(entry);
    return entry;
  }
}
