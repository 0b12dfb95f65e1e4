import { both, NO_WORDS, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import { randomInt } from 'node:crypto';
import { chinaDate } from '../common/china-time.js';
import type { SandboxClock } from '../common/clock.js';
import type { Ids } from '../common/ids.js';
import type { MessageSigner } from '../common/message-signer.js';
import { SandboxError } from '../common/sandbox-error.js';
import { DAY_MS } from '../common/durations.js';
import type { ReviewCode } from '../contract.js';
import type { Notifier } from '../notifications/notifier.js';
import type { Settings } from '../settings.js';
import type { Balances } from './balances.js';
import { isNumbered, type PayoutEntry, type SandboxPayoutResult } from './payout.js';
import type { PayoutBook } from './payout-book.js';

/** How long a payout under review can be confirmed, counted from its apply. */
const REVIEW_MS = DAY_MS;

/** The results that are notified. */
const HAS_ENDED: ReadonlySet<SandboxPayoutResult> = new Set(['SUCCESS', 'FAILURE', 'CANCEL']);

/** Why a bank fails a payout, unless somebody says why. */
const BANK_REFUSED = '收款账户状态异常';

/** Moves payouts from one state to the next, at once or after a time, with the money and the notifications. */
export class Payouts {
  private readonly timers = new Map<PayoutEntry, () => void>();
  private isStopped = false;

  constructor(
    private readonly clock: SandboxClock,
    private readonly ids: Ids,
    private readonly book: PayoutBook,
    private readonly balances: Balances,
    private readonly notifier: Notifier,
    private readonly signer: MessageSigner,
    private readonly settings: Settings,
  ) {}

  /** Holds a payout back until it is confirmed, or closes it after 24 hours. */
  review(entry: PayoutEntry, ret_code: ReviewCode): void {
    const closesAt = new Date(entry.appliedAt.getTime() + REVIEW_MS);
    entry.result_pay = 'CHECK';
    entry.review = { ret_code, confirm_code: this.confirmCode(), wrongCodes: 0, closesAt };
    this.book.record(entry, 'needs-confirmation', ret_code);
    this.goOnAt(entry, closesAt);
  }

  /**
   * Takes a payout, if the balance covers it: it has a number, and is under way.
   *
   * @returns what ends it at once and notifies the shop where payouts take no time; undefined where the balance is too low
   */
  accept(entry: PayoutEntry): (() => Promise<void>) | undefined {
    const { oid_partner, money_order } = entry;
    if (!this.balances.take(oid_partner, money_order)) return undefined;
    this.book.number(entry, this.ids.number(chinaDate(this.clock.now())));
    entry.result_pay = 'PROCESSING';
    this.book.record(entry, 'processing', money_order);
    const { payoutMs } = this.settings;
    if (payoutMs === 0) return () => this.end(entry);
    this.goOnAt(entry, new Date(this.clock.now().getTime() + payoutMs));
    return () => Promise.resolve();
  }

  /**
   * The bank pays. Resolves when the first delivery of the notification ended.
   *
   * @throws SandboxError 409 for a payout that is not under way
   */
  async complete(entry: PayoutEntry): Promise<void> {
    this.assertStands(entry, 'PROCESSING', both('be completed', '完成'));
    entry.result_pay = 'SUCCESS';
    entry.settle_date = chinaDate(this.clock.now());
    this.book.record(entry, 'paid', entry.money_order);
    const { fate } = entry;
    if (fate?.ends === 'returned') {
      this.goOnAt(entry, new Date(this.clock.now().getTime() + fate.afterMs));
    } else this.goOnAt(entry, undefined);
    await this.notify(entry);
  }

  /**
   * The bank refuses: the money comes back. Resolves when the first delivery of the notification ended.
   *
   * @param reason the notification's `info_order`, and the query's `memo`
   * @throws SandboxError 409 for a payout that is not under way
   */
  async fail(entry: PayoutEntry, reason: string = BANK_REFUSED): Promise<void> {
    this.assertStands(entry, 'PROCESSING', both('fail', '置为失败'));
    entry.result_pay = 'FAILURE';
    entry.reason = reason;
    this.comesBack(entry);
    this.book.record(entry, 'failed', reason);
    await this.notify(entry);
  }

  /**
   * The bank returns the money after a success. Resolves when the first delivery of the notification ended.
   *
   * @throws SandboxError 409 for a payout that was not paid
   */
  async returnMoney(entry: PayoutEntry): Promise<void> {
    this.assertStands(entry, 'SUCCESS', both('be returned', '退回'));
    entry.result_pay = 'CANCEL';
    this.comesBack(entry);
    this.book.record(entry, 'returned', entry.money_order);
    await this.notify(entry);
  }

  /** Whether a payout under review was not confirmed in time. Closes it, if its timer has not. */
  isClosed(entry: PayoutEntry): boolean {
    const { review, result_pay } = entry;
    if (result_pay === 'CHECK' && review !== undefined && this.clock.now() >= review.closesAt) {
      this.close(entry);
    }
    return entry.result_pay === 'CLOSED';
  }

  /** Nothing closes it, ends it or returns it by itself any more. */
  settle(entry: PayoutEntry): void {
    this.goOnAt(entry, undefined);
  }

  /** Stops the timers. What is under way stays in the state, for the next start. */
  stop(): void {
    this.isStopped = true;
    this.cancelAll();
  }

  /** Carries on with the payouts that the book has restored. */
  restore(): void {
    this.cancelAll();
    for (const entry of this.book.all()) {
      // Without a time it was to end as soon as its response was sent.
      const { result_pay, due = result_pay === 'PROCESSING' ? this.clock.now() : undefined } = entry;
      if (due !== undefined) this.goOnAt(entry, due);
    }
  }

  /** Notifies shops of how payouts ended in an earlier run, where that was ended before it did. */
  async tellRest(): Promise<void> {
    const isTold = (entry: PayoutEntry): boolean =>
      this.notifier.of(entry).some(({ fields }) => fields['result_pay'] === entry.result_pay);
    const rest = this.book.all().filter((entry) => HAS_ENDED.has(entry.result_pay) && !isTold(entry));
    await Promise.all(rest.map((entry) => this.notify(entry)));
  }

  private close(entry: PayoutEntry): void {
    entry.result_pay = 'CLOSED';
    this.goOnAt(entry, undefined);
    this.book.record(entry, 'closed');
  }

  /** What happens to it by itself, when its time has come. */
  private async goOn(entry: PayoutEntry): Promise<void> {
    if (entry.result_pay === 'CHECK') this.close(entry);
    else if (entry.result_pay === 'PROCESSING') await this.end(entry);
    else if (entry.result_pay === 'SUCCESS') await this.returnMoney(entry);
  }

  private end(entry: PayoutEntry): Promise<void> {
    return entry.fate?.ends === 'failed' ? this.fail(entry) : this.complete(entry);
  }

  private comesBack(entry: PayoutEntry): void {
    this.goOnAt(entry, undefined);
    this.balances.giveBack(entry.oid_partner, entry.money_order);
  }

  private goOnAt(entry: PayoutEntry, due: Date | undefined): void {
    this.timers.get(entry)?.();
    this.timers.delete(entry);
    entry.due = due;
    this.book.noteChange(entry);
    if (due === undefined || this.isStopped) return;
    const cancel = this.clock.schedule(due, async () => {
      this.timers.delete(entry);
      await this.goOn(entry);
    });
    this.timers.set(entry, cancel);
  }

  private cancelAll(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  private confirmCode(): string {
    // Without a seed it cannot be guessed; with one it is the same in every run.
    const { isSeeded } = this.ids;
    const number = isSeeded ? Number.parseInt(this.ids.token().slice(0, 8), 16) : randomInt(1_000_000);
    return String(number % 1_000_000).padStart(6, '0');
  }

  private assertStands(entry: PayoutEntry, wanted: SandboxPayoutResult, to: Sentence): void {
    if (entry.result_pay === wanted && isNumbered(entry)) return;
    const { no_order, result_pay } = entry;
    const isHeld = result_pay === 'CHECK';
    const why = isHeld ? both(': it is under review, so confirm it first', '：复核中，请先确认') : NO_WORDS;
    throw SandboxError.said(
      409,
      `the payout ${no_order} cannot ${to.en}: its result is ${result_pay}, and would have to be ${wanted}${why.en}`,
      `代付 ${no_order} 不能${to.zh}：其结果为 ${result_pay}，须为 ${wanted}${why.zh}`,
    );
  }

  /** Only successes, failures and returns are notified, and only of payouts with a number of LianLian's. */
  private async notify(entry: PayoutEntry): Promise<void> {
    if (!isNumbered(entry)) return;
    const { oid_partner, dt_order, no_order, oid_paybill, money_order, result_pay } = entry;
    const fields = {
      ...{ oid_partner, dt_order, no_order, oid_paybill, money_order, result_pay },
      info_order: result_pay === 'FAILURE' ? entry.reason : entry.info_order,
      settle_date: result_pay === 'SUCCESS' ? entry.settle_date : undefined,
    };
    const { texts } = await this.signer.sign(fields, 'RSA', { notifies: true });
    await this.notifier.send('payout', entry, entry.notify_url, texts);
  }
}
