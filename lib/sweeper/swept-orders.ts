import { backOffMs } from '../common/timing/back-off.js';

/** What a round saw unsettled. */
export interface Unsettled {
  readonly count: number;
  /** When the oldest of them was sent, by the time that the app lists; undefined where there is none. */
  readonly oldest: Date | undefined;
  /** When the round ended. */
  readonly at: Date;
}

/** What is remembered of an order that is listed as unsettled. */
interface SweptOrder {
  /** When it was sent, by the app's own time of it, in milliseconds: there may be a million of these. */
  readonly sentAtMs: number;
  /** When it was first listed, on the clock of `performance.now()`. */
  readonly listedAt: number;
  /** The last round that listed it. */
  round: number;
  /** Queries without a result. */
  attempts: number;
  /** Queries that LianLian answered with "no such payment", one after the other. */
  notFound: number;
  /** When it may be asked about again, on the same clock. */
  dueAt: number;
  /** As many of those in a row, and LianLian is asked why; Infinity once it is known. */
  lookAt: number;
  /** Whether a final result was handed on, though the app may list it still. */
  isSettled: boolean;
  /** Whether it was said that LianLian knows nothing of it. */
  isSaid: boolean;
  /** What else was said of it, if anything was. */
  told: Set<string> | undefined;
}

/** Orders that are counted and not remembered. */
interface Counted {
  readonly count: number;
  readonly oldestMs: number;
}

const NONE: Counted = { count: 0, oldestMs: Infinity };

/** The longest pause between two queries for one payment. */
const LONGEST_MS = 60 * 60 * 1000;

/** The pause after a final result: what is still listed then may have lost it, with its database. */
const FINAL_MS = 24 * LONGEST_MS;

/** After as many queries that know nothing of an order, its reference is probably wrong. */
const SUSPICIOUS_AFTER = 3;

/**
 * Which orders are due for a query: each twice as long after a query that brought no result, with some chance in it so
 * that payments of one rush do not return as one, and a day after a final one. Orders that a whole round no longer
 * lists are forgotten. What is too young by its own time is counted, and not remembered: a shop may list a million.
 *
 * Its clock is monotonic: one that jumps would silence an order, or ask about all of them at once.
 */
export class SweptOrders {
  private readonly orders = new Map<string, SweptOrder>();
  private round = 0;
  /** In this round. */
  private young = NONE;
  private lastRound: Unsettled | undefined;

  constructor(
    private readonly firstMs: number,
    private readonly random: () => number = Math.random,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Begins a round, whatever became of the one before. */
  beginRound(): void {
    this.young = NONE;
  }

  /** Notes that an order is listed that is too young to be asked about, by its own time. */
  leaveYoung(key: string, sentAt: Date): void {
    const order = this.orders.get(key);
    if (order !== undefined) {
      order.round = this.round;
      return;
    }
    const { count, oldestMs } = this.young;
    this.young = { count: count + 1, oldestMs: Math.min(oldestMs, sentAt.getTime()) };
  }

  /**
   * Notes that an order is listed, and says whether its turn has come.
   *
   * @param sentAt by the order's own time
   * @param isOld whether it is old enough by that time; without that, it is once it was listed for `olderThanMs`:
   * an order's time may be ahead of this clock
   */
  isDue(key: string, sentAt: Date, isOld: boolean, olderThanMs: number): boolean {
    const now = this.now();
    const order = this.orders.get(key) ?? newlyListed(sentAt, now);
    this.orders.set(key, order);
    order.round = this.round;
    return (isOld || now - order.listedAt >= olderThanMs) && order.dueAt <= now;
  }

  /**
   * Notes a query without a result. True when LianLian did not know the order three times in a row: then it is time to
   * look why. After each look it takes twice as many times.
   */
  postpone(key: string, isNotFound: boolean): boolean {
    const order = this.orders.get(key);
    if (order === undefined) return false;
    order.attempts++;
    order.isSettled = false;
    const growth = { firstMs: this.firstMs, maxMs: LONGEST_MS };
    order.dueAt = this.now() + backOffMs(order.attempts, growth, this.random);
    order.notFound = isNotFound ? order.notFound + 1 : 0;
    return order.notFound === order.lookAt;
  }

  /**
   * Notes what a look came to. True, once for `known` and once for `unknown`, when a person has to be told.
   *
   * @param result `known` by another time, after which nothing is left to look for; `unknown`; `failed`: it is made again
   */
  looked(key: string, result: 'known' | 'unknown' | 'failed'): boolean {
    const order = this.orders.get(key);
    if (order === undefined) return false;
    if (result === 'failed') {
      order.lookAt = order.notFound + 1;
      return false;
    }
    const isNews = result === 'known' || !order.isSaid;
    order.isSaid = true;
    order.lookAt = result === 'known' ? Infinity : 2 * order.notFound;
    return isNews;
  }

  /**
   * Notes a result that was handed on. What may still change is asked about again, after the longest pause: an order whose
   * attempt failed, was reversed or only set money aside may be paid by another one, a bank may return a payout, and one that
   * failed may be sent again. Any other result is the last: what lists the order a day later does not know of it.
   */
  settle(key: string, mayChange: boolean): void {
    const order = this.orders.get(key);
    if (order === undefined) return;
    order.isSettled = true;
    order.dueAt = this.now() + (mayChange ? LONGEST_MS : FINAL_MS);
  }

  /** True once for each thing that is to be said of an order. */
  isNews(key: string, what: string): boolean {
    const order = this.orders.get(key);
    if (order === undefined || order.told?.has(what) === true) return false;
    order.told = (order.told ?? new Set()).add(what);
    return true;
  }

  /**
   * Ends a round that every list went through: what it did not list is settled or given up.
   *
   * @param unusable rows that could not be asked about, and so are not settled either
   */
  endRound(unusable = 0): void {
    let { count, oldestMs } = this.young;
    for (const [key, order] of this.orders) {
      if (order.round !== this.round) this.orders.delete(key);
      else if (!order.isSettled) {
        count++;
        oldestMs = Math.min(oldestMs, order.sentAtMs);
      }
    }
    this.lastRound = {
      count: count + unusable,
      oldest: count === 0 ? undefined : new Date(oldestMs),
      at: new Date(),
    };
    this.round++;
  }

  /** What the last whole round saw, without what was settled in it; undefined before the first. */
  unsettled(): Unsettled | undefined {
    return this.lastRound;
  }
}

function newlyListed(sentAt: Date, now: number): SweptOrder {
  return {
    ...{ sentAtMs: sentAt.getTime(), listedAt: now, round: 0, attempts: 0, notFound: 0, dueAt: now },
    ...{ lookAt: SUSPICIOUS_AFTER, isSettled: false, isSaid: false, told: undefined },
  };
}
