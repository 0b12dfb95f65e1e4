import type { SandboxClock } from '../common/clock.js';
import type { Changes } from '../common/changes.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { MessageSigner, MessageFields } from '../common/message-signer.js';
import type { Notifier } from '../notifications/notifier.js';
import type { LedgerEntry, RefundEntry } from './ledger.js';
import type { FoundRefund, RefundBook, RefundRequest } from './refund-book.js';
import type { Refund } from './transaction.js';
import type { Settings } from '../settings.js';

/** A refund that was asked for. */
interface AppliedRefund {
  /** As the response has it: initialized, where refunds take time. */
  readonly refund: Refund;
  /** Notifies the shop of a success. To be called when the response was sent. */
  readonly notify: () => Promise<void>;
}

/** A refund that is under way, as the state file keeps it. */
export interface SavedPendingRefund {
  readonly oid_refundno: string;
  readonly due: Date;
}

/** Refunds, at once or after a time, and notifies the shop. */
export class Refunds {
  private readonly pending = new Map<RefundEntry, { readonly due: Date; readonly cancel: () => void }>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly book: RefundBook,
    private readonly notifier: Notifier,
    private readonly signer: MessageSigner,
    private readonly settings: Settings,
    private readonly changes: Changes,
  ) {}

  /** @throws Refusal for a refund that the order does not allow */
  apply(entry: LedgerEntry, request: RefundRequest): AppliedRefund {
    const { refund, isNew } = this.book.take(entry, request);
    if (!isNew) return { refund: { ...refund }, notify: () => Promise.resolve() };
    const found = { entry, refund };
    if (this.settings.refundMs > 0) {
      const initialized = { ...refund };
      refund.sta_refund = '1';
      this.settleAt(found, new Date(this.clock.now().getTime() + this.settings.refundMs));
      return { refund: initialized, notify: () => Promise.resolve() };
    }
    this.book.settle(found, '2');
    return { refund: { ...refund }, notify: () => this.notify(found) };
  }

  /**
   * Ends a refund that is under way. Resolves when the first delivery of its notification ended, if it has one.
   *
   * @throws SandboxError 409 for a refund that has ended
   */
  async settle(found: FoundRefund, status: '2' | '3'): Promise<void> {
    const pending = this.pending.get(found.refund);
    if (pending === undefined) {
      const { no_refund, sta_refund } = found.refund;
      throw SandboxError.said(
        409,
        `the refund ${no_refund} has ended with sta_refund ${sta_refund}: the option refundMs lets refunds take time`,
        `退款 ${no_refund} 已结束，sta_refund 为 ${sta_refund}：用选项 refundMs 可让退款处理一段时间`,
      );
    }
    pending.cancel();
    this.pending.delete(found.refund);
    this.changes.note('pendingRefund', found.refund.oid_refundno);
    this.book.settle(found, status);
    await this.notify(found);
  }

  /** Stops the timers. The refunds that are under way stay in the state, for the next start. */
  stop(): void {
    for (const { cancel } of this.pending.values()) cancel();
  }

  /** The numbers of LianLian's of those that are under way. */
  keys(): readonly string[] {
    return [...this.pending.keys()].map(({ oid_refundno }) => oid_refundno);
  }

  save(oid_refundno: string): SavedPendingRefund | undefined {
    const refund = this.book.byOwnNumber(oid_refundno)?.refund;
    const pending = refund && this.pending.get(refund);
    return pending && { oid_refundno, due: pending.due };
  }

  /** Carries on with the refunds that were under way. */
  restore(pending: readonly SavedPendingRefund[]): void {
    this.stop();
    this.pending.clear();
    for (const { oid_refundno, due } of pending) {
      const found = this.book.byOwnNumber(oid_refundno);
      if (found === undefined) throw new Error(`there is no refund ${oid_refundno}`);
      this.settleAt(found, due);
    }
  }

  /** Notifies shops of the refunds that succeeded in an earlier run, where that was ended before it did. */
  async tellRest(): Promise<void> {
    const isTold = ({ entry, refund }: FoundRefund): boolean =>
      this.notifier.of(entry).some(({ fields }) => fields['oid_refundno'] === refund.oid_refundno);
    const rest = this.book.all().filter((found) => found.refund.sta_refund === '2' && !isTold(found));
    await Promise.all(rest.map((found) => this.notify(found)));
  }

  private settleAt(found: FoundRefund, due: Date): void {
    const cancel = this.clock.schedule(due, () => this.settle(found, '2'));
    this.pending.set(found.refund, { due, cancel });
    this.changes.note('pendingRefund', found.refund.oid_refundno);
  }

  /** In the new edition only successes are notified. */
  private async notify({ entry, refund }: FoundRefund): Promise<void> {
    if (refund.sta_refund === '3' && this.settings.edition === 'new') return;
    const fields = { oid_partner: entry.oid_partner, ...refundFields(refund) };
    const { texts } = await this.signer.sign(fields, 'RSA', { notifies: true });
    await this.notifier.send('refund', entry, refund.notify_url, texts);
  }
}

/** The fields of a refund in responses and notifications. */
export function refundFields({ notify_url: _, ...fields }: Refund): MessageFields {
  return fields;
}
