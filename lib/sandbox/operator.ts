import { both, type Sentence } from '../diagnosis/signature-diagnosis.js';
import type { SandboxServices } from './services.js';
import { chinaDate, chinaTime } from './common/china-time.js';
import type { DeliveryHow } from './contract.js';
import type { DeliveryAttempt, Notification, NotifiedEntry } from './notifications/notification.js';
import type { Notifier } from './notifications/notifier.js';
import { isExchangeOrder, type LedgerEntry } from './orders/ledger.js';
import { type FoundRefund, refundableOf } from './orders/refund-book.js';
import type { PayoutEntry } from './payouts/payout.js';
import { isOfPayouts } from './data/data.js';
import type { Refund } from './orders/transaction.js';
import { SandboxError } from './common/sandbox-error.js';

/** The result of a delivery that was asked for. */
interface Delivered {
  readonly attempts: readonly DeliveryAttempt[];
  /** When a late copy is due. */
  readonly dueAt?: Date | undefined;
}

/** What a test, or a person at the control panel, can do with orders and notifications in place of payers and of LianLian. */
export class Operator {
  constructor(
    private readonly services: SandboxServices,
    private readonly notifier: Notifier,
  ) {}

  /** Pays as the payer would. Resolves when the first delivery ended. */
  async pay(
    entry: LedgerEntry,
    how: { pay_type?: string | undefined; bank_code?: string | undefined },
  ): Promise<void> {
    this.assertUndecided(entry);
    this.services.payments.succeed(entry, { paid_by: how.pay_type, bank_code: how.bank_code });
    await this.services.payments.notify(entry);
  }

  /** Lets the payment fail. Nothing is notified, and the order can be paid again. */
  fail(entry: LedgerEntry): void {
    this.assertUndecided(entry);
    this.services.ledger.fail(entry, '交易失败');
  }

  /** The payer leaves without paying. The order stays as it is. */
  abandon(entry: LedgerEntry): void {
    this.services.ledger.assertPayable(entry);
    this.services.history.record(entry, 'abandoned');
  }

  /** Refunds, and notifies the order's `notify_url`. Resolves when the first delivery ended. */
  async refund(entry: LedgerEntry, amount?: string): Promise<Refund> {
    const now = this.services.clock.now();
    const { refund, notify } = this.services.refunds.apply(entry, {
      no_refund: `R${this.services.ids.number(chinaDate(now))}`,
      dt_refund: chinaTime(now),
      money_refund: amount ?? refundableOf(entry),
      notify_url: entry.notify_url,
      isCrossBorder: isExchangeOrder(entry),
    });
    await notify();
    return refund;
  }

  /** Ends a refund that is under way: `2` succeeded, `3` failed. */
  settleRefund(found: FoundRefund, status: '2' | '3'): Promise<void> {
    return this.services.refunds.settle(found, status);
  }

  /**
   * Delivers a notification of an order or a payout, by default the last.
   *
   * @throws SandboxError 409 for one without a notification, for `out-of-order` with only one, and for `wrong-currency` of
   * what is no payment
   */
  async deliver(
    entry: NotifiedEntry | PayoutEntry,
    how: DeliveryHow,
    { delayMs, id }: { delayMs?: number | undefined; id?: string | undefined } = {},
  ): Promise<Delivered> {
    if (how === 'out-of-order') return { attempts: await this.deliverBackwards(entry) };
    const notification = this.notification(entry, id);
    if (how === 'wrong-currency') assertNamesCurrency(notification);
    if (how === 'late') return { attempts: [], dueAt: this.notifier.deliverLate(notification, delayMs) };
    return { attempts: await this.notifier.deliver(notification, how) };
  }

  /** @throws SandboxError 409 for one without a notification, 404 for the id of another one's notification */
  notification(entry: NotifiedEntry | PayoutEntry, id?: string): Notification {
    const all = this.notifier.of(entry);
    const [noun, why] = [nounOf(entry), whyNoneOf(entry)];
    if (all.length === 0)
      throw SandboxError.said(
        409,
        `the ${noun.en} ${entry.no_order} has no notification: ${why.en}`,
        `${noun.zh} ${entry.no_order} 没有通知：${why.zh}`,
      );
    const found = id === undefined ? all.at(-1) : all.find((each) => each.id === id);
    if (found === undefined)
      throw SandboxError.said(
        404,
        `the ${noun.en} ${entry.no_order} has no notification ${String(id)}`,
        `${noun.zh} ${entry.no_order} 没有通知 ${String(id)}`,
      );
    return found;
  }

  private async deliverBackwards(entry: NotifiedEntry | PayoutEntry): Promise<readonly DeliveryAttempt[]> {
    this.notification(entry);
    const all = this.notifier.of(entry);
    if (all.length < 2) {
      const noun = nounOf(entry);
      const first = isPayout(entry) ? both('return its money', '退回资金') : both('refund it', '退款');
      throw SandboxError.said(
        409,
        `the ${noun.en} ${entry.no_order} has one notification: out of order takes two, so ${first.en} first`,
        `${noun.zh} ${entry.no_order} 只有一条通知：乱序发送需要两条，请先${first.zh}`,
      );
    }
    const attempts: DeliveryAttempt[] = [];
    for (const each of all.toReversed())
      attempts.push(...(await this.notifier.deliver(each, 'out-of-order')));
    return attempts;
  }

  /** A payment that the bank is still processing can also be decided. */
  private assertUndecided(entry: LedgerEntry): void {
    if (entry.result_pay !== 'PROCESSING') this.services.ledger.assertPayable(entry);
  }
}

/** A refund's or a payout's notification has no currency that could be another one. */
function assertNamesCurrency({ id, kind, entry: { no_order } }: Notification): void {
  if (kind === 'payment') return;
  throw SandboxError.said(
    409,
    `the notification ${id} of ${no_order} is about a ${kind}, and only a payment’s names a currency: choose a payment’s, or another way to deliver`,
    `${no_order} 的通知 ${id} 不是付款通知，只有付款通知带币种：请选择付款通知，或换一种发送方式`,
  );
}

function isPayout({ api }: Pick<NotifiedEntry, 'api'>): boolean {
  return isOfPayouts(api);
}

function nounOf(entry: Pick<NotifiedEntry, 'api'>): Sentence {
  return isPayout(entry) ? both('payout', '代付') : both('order', '订单');
}

function whyNoneOf(entry: NotifiedEntry | PayoutEntry): Sentence {
  const { result_pay } = entry;
  return isPayout(entry)
    ? both(`its result is ${result_pay}`, `其结果为 ${result_pay}`)
    : both('it is not paid', '未付款');
}
