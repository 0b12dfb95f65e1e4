import { lastCallsBegan } from '../../../sample-app/src/orders/call-time.js';
import type { Order } from '../../../sample-app/src/orders/order.js';
import type { OrdersRepository } from '../../../sample-app/src/orders/orders.repository.js';
import {
  hasEnded,
  INFERRED,
  type Refund,
  type RefundStatus,
} from '../../../sample-app/src/refunds/refund.js';
import type { RefundNews } from '../../../sample-app/src/refunds/refund-news.js';
import type { RefundsRepository } from '../../../sample-app/src/refunds/refunds.repository.js';
import type { Actor, Scheduler } from '../scheduler.js';

interface RefundRow extends Refund {
  readonly calledAt: Date | undefined;
}

/** The rows of the shop's two tables. */
interface Rows {
  readonly orders: Map<string, Order>;
  readonly refunds: Map<string, RefundRow>;
}

/** A transaction that waits for another one looks again after this time. */
const LOOKS_AGAIN_MS = 10;

/** The tables of the sample shop: what is in them is committed, and one transaction changes them at a time. */
export class ShopTables {
  private rows: Rows;
  private holder: { readonly actor: Actor } | undefined;

  constructor(
    orders: readonly Order[],
    private readonly scheduler: Scheduler,
  ) {
    this.rows = { orders: new Map(orders.map((order) => [order.no_order, order])), refunds: new Map() };
  }

  get orders(): readonly Order[] {
    return [...this.rows.orders.values()];
  }

  get refunds(): readonly Refund[] {
    return [...this.rows.refunds.values()];
  }

  read<T>(actor: Actor, look: (rows: Rows) => T): Promise<T> {
    return this.scheduler.step(actor, () => look(this.rows));
  }

  /** A process that dies in it leaves nothing of it. */
  async transaction<T>(actor: Actor, work: (rows: Rows) => T | Promise<T>): Promise<T> {
    const mine = { actor };
    const begin = (): boolean => {
      if (this.holder?.actor.isAlive === true) return false;
      this.holder = mine;
      return true;
    };
    while (!(await this.scheduler.step(actor, begin))) {
      await new Promise<void>((resolve) => {
        this.scheduler.after(LOOKS_AGAIN_MS, resolve);
      });
    }
    const rows = { orders: new Map(this.rows.orders), refunds: new Map(this.rows.refunds) };
    try {
      const result = await work(rows);
      await this.scheduler.step(actor, () => (this.rows = rows));
      return result;
    } finally {
      if (this.holder === mine) this.holder = undefined;
    }
  }
}

/** What the shop's repositories do, on tables that one process reaches. */
export class ShopStore {
  constructor(
    private readonly tables: ShopTables,
    private readonly actor: Actor,
  ) {}

  readonly transaction = <T>(work: (open: Rows) => Promise<T>, open: Rows | undefined): Promise<T> =>
    open === undefined ? this.tables.transaction(this.actor, work) : work(open);

  /** As `OrdersRepository`. */
  readonly orders = {
    find: (no_order: string) => this.tables.read(this.actor, ({ orders }) => orders.get(no_order)),
    change: (no_order: string, edit: (order: Order) => Order, open?: Rows): Promise<Order> =>
      this.transaction((rows) => {
        const order = rows.orders.get(no_order);
        if (order === undefined) throw new Error(`There is no order ${no_order}.`);
        const edited = edit(order);
        const saved = edited === order ? order : { ...edited, version: order.version + 1 };
        rows.orders.set(no_order, saved);
        return Promise.resolve(saved);
      }, open),
  } as unknown as OrdersRepository;

  /** As `RefundsRepository`: each condition stands in the statement that writes. */
  readonly refunds = {
    insert: (refund: Refund, { refunds }: Rows): Promise<void> => {
      if (refunds.has(refund.no_refund)) throw new Error(`There is a refund ${refund.no_refund}.`);
      refunds.set(refund.no_refund, { ...refund, calledAt: refund.createdAt });
      return Promise.resolve();
    },
    find: (no_refund: string, open?: Rows) => this.look(open, ({ refunds }) => refunds.get(no_refund)),
    of: (no_order: string, open?: Rows) =>
      this.look(open, ({ refunds }) => [...refunds.values()].filter((each) => each.no_order === no_order)),
    infer: (no_refund: string, status: RefundStatus, reason: string) =>
      this.update(no_refund, undefined, (row) =>
        INFERRED.includes(row.status) ? { ...row, status, reason, calledAt: undefined } : row,
      ),
    take: (refund: Refund) =>
      this.ifNotCalled(refund, undefined, (row) => ({ ...row, status: 'unknown', calledAt: new Date() })),
    fail: (refund: Refund, open: Rows) =>
      this.ifNotCalled(refund, open, (row) => ({ ...row, status: 'failed' })),
    update: (no_refund: string, { status, settle_date }: RefundNews, open: Rows) =>
      this.update(no_refund, open, (row) =>
        hasEnded(row) && !hasEnded({ status }) ? row : { ...row, status, settle_date, calledAt: undefined },
      ),
  } as unknown as RefundsRepository;

  private look<T>(open: Rows | undefined, find: (rows: Rows) => T): Promise<T> {
    return open === undefined ? this.tables.read(this.actor, find) : Promise.resolve(find(open));
  }

  private ifNotCalled(
    { no_refund, status }: Refund,
    open: Rows | undefined,
    edit: (row: RefundRow) => RefundRow,
  ): Promise<boolean> {
    return this.update(no_refund, open, (row) => {
      const isCalled = row.calledAt !== undefined && row.calledAt >= lastCallsBegan();
      return row.status === status && !isCalled ? edit(row) : row;
    });
  }

  /** @returns whether it changed the row */
  private update(
    no_refund: string,
    open: Rows | undefined,
    edit: (row: RefundRow) => RefundRow,
  ): Promise<boolean> {
    return this.transaction(({ refunds }) => {
      const row = refunds.get(no_refund);
      const edited = row && edit(row);
      if (edited !== undefined) refunds.set(no_refund, edited);
      return Promise.resolve(edited !== row);
    }, open);
  }
}
