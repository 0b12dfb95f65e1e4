import { isSameAmount, withCurrency } from '../common/amount.js';
import { chinaDate, daysApart } from '../common/china-time.js';
import type { SandboxClock } from '../common/clock.js';
import { Groups } from '../common/groups.js';
import type { Ids } from '../common/ids.js';
import { wasPaid } from '../common/was-paid.js';
import { MINUTE_MS } from '../common/durations.js';
import { orderMessages } from './order.messages.js';
import { Refusal } from '../data/refusal.js';
import type { History } from './history.js';
import type { SandboxSettlement } from '../contract.js';
import type { HistoryEntry, OrderDetails, OrderKey, Refund, Transaction } from './transaction.js';

/** A transaction that can be changed: the ledger's own. */
export interface LedgerEntry extends Mutable<Omit<Transaction, 'refunds' | 'history'>> {
  readonly history: HistoryEntry[];
  readonly refunds: RefundEntry[];
}

/** A refund that can be changed. */
export type RefundEntry = Mutable<Refund>;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What a query asks for. */
interface OrderQuery {
  readonly oid_partner: string;
  readonly oid_paybill?: string | undefined;
  readonly no_order?: string | undefined;
  readonly dt_order?: string | undefined;
  /** Whether orders of `exchange.apply` are meant, or all others; both where it is left out. */
  readonly isExchange?: boolean | undefined;
}

/** How an order was paid. */
export interface PaidHow {
  readonly paid_by?: string | undefined;
  readonly bank_code?: string | undefined;
  readonly card_no?: string | undefined;
  readonly no_agree?: string | undefined;
  readonly settlement?: SandboxSettlement | undefined;
}

/** A copy of an order as it is now. */
export function snapshotOf(entry: LedgerEntry): Transaction {
  return { ...entry, refunds: entry.refunds.map((refund) => ({ ...refund })), history: [...entry.history] };
}

/** Keeps every order, and decides which requests place the same one. */
export class Ledger {
  private entries: LedgerEntry[] = [];
  private readonly ofNumber = new Groups<string, LedgerEntry>();
  private readonly ofPaybill = new Map<string, LedgerEntry>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly ids: Ids,
    private readonly history: History,
  ) {}

  /**
   * Places an order. While it is unpaid, the same request places it again.
   *
   * @param validMinutes how long it can be paid, counted from the first time
   * @throws Refusal 1002 for another order of the same number on the same day, 1003 while it is being paid,
   * 2006 when it is closed, 2007 when it is paid, 1004 for a new order whose date is not within a day of today
   */
  place(key: OrderKey, details: OrderDetails, validMinutes: number): LedgerEntry {
    const now = this.clock.now();
    const sameDay = this.ofNumber
      .of(key.no_order)
      .find(
        (entry) =>
          entry.oid_partner === key.oid_partner && entry.dt_order.slice(0, 8) === key.dt_order.slice(0, 8),
      );
    if (sameDay !== undefined) return this.placeAgain(sameDay, key, details);
    const isOfToday = this.clock
      .shopMoments()
      .some((moment) => daysApart(key.dt_order, chinaDate(moment)) <= 1);
    if (!isOfToday) throw Refusal.fields(['dt_order'], { rule: orderMessages.otherDay() });
    const entry: LedgerEntry = {
      ...key,
      ...details,
      oid_paybill: this.ids.number(chinaDate(now)),
      result_pay: 'WAITING',
      authorization: false,
      closesAt: new Date(now.getTime() + validMinutes * MINUTE_MS),
      refunds: [],
      history: [],
    };
    this.add(entry);
    this.history.record(entry, 'placed', withCurrency(entry.money_order, entry.currency_order));
    return entry;
  }

  /** The newest transaction that fits a merchant's query. */
  find({ oid_partner, oid_paybill, no_order, dt_order, isExchange }: OrderQuery): LedgerEntry | undefined {
    return this.candidates(oid_paybill, no_order).findLast(
      (entry) =>
        entry.oid_partner === oid_partner &&
        (oid_paybill === undefined || entry.oid_paybill === oid_paybill) &&
        (no_order === undefined || entry.no_order === no_order) &&
        (dt_order === undefined || entry.dt_order === dt_order) &&
        (isExchange === undefined || isExchangeOrder(entry) === isExchange),
    );
  }

  /** The entry with LianLian's number. */
  byPaybill(oid_paybill: string): LedgerEntry {
    const entry = this.ofPaybill.get(oid_paybill);
    if (entry === undefined) throw new Error(`there is no transaction ${oid_paybill}`);
    return entry;
  }

  /** The orders of a number, the shop's or LianLian's, oldest first. */
  numbered(number: string): readonly LedgerEntry[] {
    const shops = this.ofNumber.of(number);
    const own = this.ofPaybill.get(number);
    return own === undefined || shops.includes(own) ? shops : [own, ...shops];
  }

  /** Replaces everything in it. */
  restore(entries: readonly LedgerEntry[]): void {
    this.entries = [];
    this.ofNumber.clear();
    this.ofPaybill.clear();
    for (const entry of entries) this.add(entry);
  }

  /** Everything in it, oldest first. */
  all(): readonly LedgerEntry[] {
    return this.entries;
  }

  /** Whether `valid_order` ran out before the order was paid. */
  isClosed(entry: LedgerEntry): boolean {
    const isOpen = entry.result_pay === 'WAITING' || entry.result_pay === 'FAILURE';
    return isOpen && this.clock.now() >= entry.closesAt;
  }

  /** @throws Refusal 1003, 2006 or 2007 for an order that cannot be paid any more */
  assertPayable(entry: LedgerEntry): void {
    if (wasPaid(entry)) throw new Refusal('2007');
    if (entry.result_pay === 'PROCESSING') throw new Refusal('1003');
    if (this.isClosed(entry)) throw new Refusal('2006');
  }

  /** Marks an order paid, or authorized where it asked for an authorization. */
  succeed(entry: LedgerEntry, how: PaidHow): void {
    entry.result_pay = 'SUCCESS';
    entry.authorization = entry.pay_type === 'F';
    entry.settle_date = chinaDate(this.clock.now());
    entry.memo = undefined;
    recordHow(entry, how);
    this.history.record(entry, entry.authorization ? 'authorized' : 'paid', entry.paid_by);
  }

  /** Marks an order as being paid by the bank. */
  process(entry: LedgerEntry, how: PaidHow): void {
    entry.result_pay = 'PROCESSING';
    entry.memo = undefined;
    recordHow(entry, how);
    this.history.record(entry, 'processing', entry.paid_by);
  }

  /** Marks an attempt to pay as failed. The order can be paid again. */
  fail(entry: LedgerEntry, memo: string): void {
    entry.result_pay = 'FAILURE';
    entry.memo = memo;
    this.history.record(entry, 'failed', memo);
  }

  private add(entry: LedgerEntry): void {
    this.entries.push(entry);
    this.ofNumber.add(entry.no_order, entry);
    this.ofPaybill.set(entry.oid_paybill, entry);
  }

  /** The entries that a query can mean: a query has a number of one kind or the other. */
  private candidates(oid_paybill: string | undefined, no_order: string | undefined): readonly LedgerEntry[] {
    if (no_order !== undefined) return this.ofNumber.of(no_order);
    return oid_paybill === undefined ? this.entries : this.numbered(oid_paybill);
  }

  private placeAgain(entry: LedgerEntry, key: OrderKey, details: OrderDetails): LedgerEntry {
    const isSameMoney =
      isSameAmount(entry.money_order, key.money_order) && entry.currency_order === key.currency_order;
    if (entry.dt_order !== key.dt_order || !isSameMoney) throw new Refusal('1002');
    this.assertPayable(entry);
    this.history.record(entry, 'placed-again');
    return Object.assign(entry, details, { result_pay: 'WAITING', memo: undefined });
  }
}

/** Whether an order names a currency of its own, which may be yuan. */
export function isExchangeOrder({ currency_order }: Pick<OrderKey, 'currency_order'>): boolean {
  return currency_order !== undefined;
}

function recordHow(entry: LedgerEntry, how: PaidHow): void {
  entry.paid_by = how.paid_by ?? entry.paid_by;
  entry.bank_code = how.bank_code ?? entry.bank_code;
  entry.card_no = how.card_no ?? entry.card_no;
  entry.no_agree = how.no_agree ?? entry.no_agree;
  entry.settlement = how.settlement ?? entry.settlement;
}

/** Whether the payer's money was taken: it is not while an authorization holds it, nor after that was cancelled. */
export function isTaken(entry: LedgerEntry): boolean {
  return wasPaid(entry) && !entry.authorization && entry.isCancelled !== true;
}
