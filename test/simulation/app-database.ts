import type { WorldOrder } from './transactions.js';

/** That an order was settled: goods left the shop. */
export interface Effect {
  readonly no_order: string;
  readonly oid_paybill: string;
}

/** What the app was told of a payout, when this many sends were behind it, less one. */
export interface ToldPayout {
  readonly no_order: string;
  /** Empty where LianLian named none. */
  readonly oid_paybill: string;
  readonly result: string;
  readonly send: number;
}

/** Something that a hook wrote. */
export type Write =
  | ({ readonly kind: 'effect' } & Effect)
  | { readonly kind: 'other'; readonly oid_paybill: string; readonly result: string }
  | ({ readonly kind: 'payout' } & ToldPayout)
  | { readonly kind: 'refund'; readonly no_refund: string; readonly status: string };

/** The app's own tables. What is in them is committed. */
export class AppDatabase {
  readonly writes: Write[] = [];
  /** Reads what is committed, where the tables are on a server. */
  refresh: () => Promise<void> = () => Promise.resolve();
  /** Orders that were settled by a payment of which the app had been told that its money went back. */
  readonly settledTooLate: Effect[] = [];
  private readonly paidBy = new Map<string, string>();
  private readonly reversed = new Set<string>();
  private readonly orders: ReadonlyMap<string, WorldOrder>;

  /** @param kept what the column of times makes of one */
  constructor(orders: readonly WorldOrder[], kept: (dt_order: string) => string = (time) => time) {
    const saved = orders
      .filter(({ planned }) => !planned.isUnknown)
      .map((order) => ({ ...order, dt_order: kept(order.dt_order) }));
    this.orders = new Map(saved.map((order) => [order.no_order, order]));
  }

  find(no_order: string): (WorldOrder & { readonly paidBy: string | undefined }) | undefined {
    const order = this.orders.get(no_order);
    return order && { ...order, paidBy: this.paidBy.get(no_order) };
  }

  /** As one statement, or as the commit of a transaction. */
  apply(writes: readonly Write[]): void {
    for (const write of writes) {
      this.writes.push(write);
      if (write.kind === 'effect') {
        this.paidBy.set(write.no_order, write.oid_paybill);
        if (this.reversed.has(write.oid_paybill)) this.settledTooLate.push(write);
      }
      if (write.kind === 'other' && write.result === 'REFUND') this.reversed.add(write.oid_paybill);
    }
  }

  /** What a server says is in them. */
  replace(writes: readonly Write[]): void {
    this.writes.length = 0;
    this.paidBy.clear();
    this.apply(writes);
  }

  unsettled(): WorldOrder[] {
    return [...this.orders.values()].filter(({ no_order }) => !this.paidBy.has(no_order));
  }

  /** What the app was told of a payout, in the order in which it was committed. */
  toldOf(payout: string): ToldPayout[] {
    return this.writes.flatMap((write) =>
      write.kind === 'payout' && write.no_order === payout ? [write] : [],
    );
  }

  get effects(): Effect[] {
    return this.writes.filter(
      (write): write is Extract<Write, { kind: 'effect' }> => write.kind === 'effect',
    );
  }
}
