import { amountOfFen, fenOfAmount, isSameAmount, withCurrency } from '../common/amount.js';
import { chinaDate } from '../common/china-time.js';
import type { SandboxClock } from '../common/clock.js';
import { Groups } from '../common/groups.js';
import type { Ids } from '../common/ids.js';
import { Refusal } from '../data/refusal.js';
import type { ExchangeRates } from './exchange-rates.js';
import { foreignPart } from './foreign-part.js';
import type { History } from './history.js';
import { isExchangeOrder, isTaken, type Ledger, type LedgerEntry, type RefundEntry } from './ledger.js';
import { orderMessages } from './order.messages.js';

/** What a shop asks for when it refunds. */
export interface RefundRequest {
  readonly no_refund: string;
  readonly dt_refund: string;
  readonly money_refund: string;
  readonly notify_url: string;
  readonly isCrossBorder: boolean;
}

/** What a query asks for. */
interface RefundQuery {
  readonly oid_partner: string;
  readonly no_refund?: string | undefined;
  readonly dt_refund?: string | undefined;
  readonly oid_refundno?: string | undefined;
}

/** A refund and the order that it is of. */
export interface FoundRefund {
  readonly entry: LedgerEntry;
  readonly refund: RefundEntry;
}

/** Keeps every refund, and decides how much can be refunded. */
export class RefundBook {
  private readonly ofNumber = new Groups<string, FoundRefund>();
  private readonly ofOwnNumber = new Map<string, FoundRefund>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly ids: Ids,
    private readonly ledger: Ledger,
    private readonly history: History,
    private readonly rates: ExchangeRates,
  ) {}

  /**
   * Takes a refund. A repetition returns the refund that exists.
   *
   * @throws Refusal 1002 for another refund of the same number on the same day, 5008 where no money was taken,
   * 5003 for a bad amount, 5007 for more than is left, 5002 for an order in a foreign currency at the address of others
   */
  take(
    entry: LedgerEntry,
    request: RefundRequest,
  ): { readonly refund: RefundEntry; readonly isNew: boolean } {
    const known = this.ofSameDay(entry.oid_partner, request);
    if (known !== undefined) {
      if (!isSame(known, entry, request)) throw new Refusal('1002');
      return { refund: known.refund, isNew: false };
    }
    // Of an order in yuan nothing tells whether it crossed a border: both addresses take it.
    if (isExchangeOrder(entry) && !request.isCrossBorder)
      throw new Refusal('5002', undefined, true, [], orderMessages.refundAddress(entry));
    assertRefundable(entry, request.money_refund);
    const { isCrossBorder, ...asked } = request;
    const refund: RefundEntry = {
      ...asked,
      oid_refundno: this.ids.number(chinaDate(this.clock.now())),
      sta_refund: '0',
      ...(isCrossBorder ? foreignPart(entry, request.money_refund, this.rates) : {}),
    };
    entry.refunds.push(refund);
    this.add({ entry, refund });
    const money = withCurrency(refund.money_refund, entry.currency_order);
    this.history.record(entry, 'refund-applied', money, refund.no_refund);
    return { refund, isNew: true };
  }

  /** Ends a refund. After a failure its money can be refunded again. */
  settle({ entry, refund }: FoundRefund, status: '2' | '3'): void {
    refund.sta_refund = status;
    const money = withCurrency(refund.money_refund, entry.currency_order);
    if (status === '3') {
      this.history.record(entry, 'refund-failed', money, refund.no_refund);
      return;
    }
    refund.settle_date = chinaDate(this.clock.now());
    const isWhole = sumOf(entry.refunds.filter((each) => each.sta_refund === '2')) === fenTaken(entry);
    if (isWhole) entry.result_pay = 'REFUND';
    this.history.record(entry, 'refunded', money, refund.no_refund);
  }

  /** The newest refund that fits a merchant's query. */
  find({ oid_partner, no_refund, dt_refund, oid_refundno }: RefundQuery): FoundRefund | undefined {
    return this.candidates(no_refund, oid_refundno).findLast(
      ({ entry, refund }) =>
        entry.oid_partner === oid_partner &&
        (no_refund === undefined || refund.no_refund === no_refund) &&
        (dt_refund === undefined || refund.dt_refund === dt_refund) &&
        (oid_refundno === undefined || refund.oid_refundno === oid_refundno),
    );
  }

  /** Every refund, in the order of its orders. */
  all(): readonly FoundRefund[] {
    return this.ledger.all().flatMap((entry) => entry.refunds.map((refund) => ({ entry, refund })));
  }

  /** The refunds of a shop's number, oldest first. */
  numbered(no_refund: string): readonly FoundRefund[] {
    return this.ofNumber.of(no_refund);
  }

  /** The refund of LianLian's number, if there is one. */
  byOwnNumber(oid_refundno: string): FoundRefund | undefined {
    return this.ofOwnNumber.get(oid_refundno);
  }

  /** Finds the refunds of the orders that the ledger has restored. */
  restore(): void {
    this.ofNumber.clear();
    this.ofOwnNumber.clear();
    for (const found of this.all()) this.add(found);
  }

  private add(found: FoundRefund): void {
    this.ofNumber.add(found.refund.no_refund, found);
    this.ofOwnNumber.set(found.refund.oid_refundno, found);
  }

  /** The refunds that a query can mean: a query has a number of one kind or the other. */
  private candidates(
    no_refund: string | undefined,
    oid_refundno: string | undefined,
  ): readonly FoundRefund[] {
    if (no_refund !== undefined) return this.numbered(no_refund);
    if (oid_refundno === undefined) return this.all();
    const own = this.byOwnNumber(oid_refundno);
    return own === undefined ? [] : [own];
  }

  private ofSameDay(oid_partner: string, { no_refund, dt_refund }: RefundRequest): FoundRefund | undefined {
    return this.numbered(no_refund).find(
      ({ entry, refund }) =>
        entry.oid_partner === oid_partner && refund.dt_refund.slice(0, 8) === dt_refund.slice(0, 8),
    );
  }
}

/** How much of an order can still be refunded, in its own currency: a refund that is under way counts as refunded. */
export function refundableOf(entry: LedgerEntry): string {
  return amountOfFen(fenLeft(entry));
}

/** The same, and `0.00` for an order that was not paid. */
export function refundableNow(entry: LedgerEntry): string {
  return isTaken(entry) ? refundableOf(entry) : '0.00';
}

function isSame({ entry: of, refund }: FoundRefund, entry: LedgerEntry, request: RefundRequest): boolean {
  const isSameMoney = isSameAmount(refund.money_refund, request.money_refund);
  return of === entry && refund.dt_refund === request.dt_refund && isSameMoney;
}

function assertRefundable(entry: LedgerEntry, amount: string): void {
  if (!isTaken(entry)) throw new Refusal('5008');
  const fen = fenOfAmount(amount);
  const left = fenLeft(entry);
  if (left === 0n) throw new Refusal('5007');
  if (fen === undefined || fen === 0n) throw new Refusal('5003');
  if (fen > left) throw new Refusal('5007');
}

/** What of an order's money was taken and not refunded. */
export function fenKept(entry: LedgerEntry): bigint {
  return isTaken(entry) ? fenLeft(entry) : 0n;
}

function fenLeft(entry: LedgerEntry): bigint {
  return fenTaken(entry) - sumOf(entry.refunds.filter(({ sta_refund }) => sta_refund !== '3'));
}

/** What the payer paid. Of an authorization that is what was captured. */
function fenTaken(entry: LedgerEntry): bigint {
  return fenOfAmount(entry.capturedAmount ?? entry.money_order) ?? 0n;
}

function sumOf(refunds: readonly RefundEntry[]): bigint {
  return refunds.reduce((sum, { money_refund }) => sum + (fenOfAmount(money_refund) ?? 0n), 0n);
}
