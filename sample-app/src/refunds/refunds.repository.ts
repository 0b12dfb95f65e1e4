import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'kysely';

import { isReference } from '../database/reference.js';
import { ShopDatabase } from '../database/shop-database.js';
import type { RefundRow, ShopQueries, ShopTables, ShopTransaction } from '../database/shop-tables.js';
import { lastCallsBegan } from '../orders/call-time.js';
import { chinaDay } from '../pages/china-time.js';
import { hasEnded, INFERRED, type Refund, type RefundStatus } from './refund.js';
import type { RefundNews } from './refund-news.js';

/** The refunds in the database. */
@Injectable()
export class RefundsRepository {
  constructor(private readonly database: ShopDatabase) {}

  /** Stores a refund that is about to be sent. */
  async insert({ createdAt, reason, settle_date, ...refund }: Refund, open: ShopTransaction): Promise<void> {
    const row = {
      ...refund,
      created_at: createdAt,
      called_at: createdAt,
      reason: reason ?? null,
      settle_date: settle_date ?? null,
    };
    await open.insertInto('shop_refunds').values(row).execute();
  }

  async find(no_refund: string, open?: ShopTransaction): Promise<Refund | undefined> {
    if (!isReference(no_refund)) return undefined;
    const row = await all(open ?? this.database.queries)
      .where('no_refund', '=', no_refund)
      .executeTakeFirst();
    return row === undefined ? undefined : refundOf(row);
  }

  /** An order's refunds, oldest first. */
  async of(no_order: string, open?: ShopTransaction): Promise<readonly Refund[]> {
    if (!isReference(no_order)) return [];
    const queries = open ?? this.database.queries;
    const rows = await all(queries).where('no_order', '=', no_order).orderBy('created_at').execute();
    return rows.map(refundOf);
  }

  /** What went back of each of these orders, in its currency: orders without a refund that succeeded are left out. */
  async sumsOf(orders: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (orders.length === 0) return new Map();
    const rows = await this.database.queries
      .selectFrom('shop_refunds')
      .select(({ fn }) => ['no_order', fn.sum<string>('money_refund').as('sum')])
      .where('no_order', 'in', orders)
      .where('status', '=', 'succeeded')
      .groupBy('no_order')
      .execute();
    return new Map(rows.map(({ no_order, sum }) => [no_order, sum]));
  }

  async settledOn(day: string): Promise<readonly Refund[]> {
    return (await all(this.database.queries).where('settle_date', '=', day).execute()).map(refundOf);
  }

  /** Keeps what follows from a call that ended in an error. Whatever LianLian said of the refund stands above it. */
  async infer(no_refund: string, status: 'unknown' | 'refused', reason: string): Promise<void> {
    await this.database.queries
      .updateTable('shop_refunds')
      .set({ status, reason: reason.slice(0, 500), called_at: null })
      .where('no_refund', '=', no_refund)
      .where('status', 'in', INFERRED)
      .execute();
  }

  /**
   * Takes a refund for another try: nobody else may while it is under way.
   *
   * @returns whether it is ours: it still stands as it did when LianLian was asked, and no call of it is open
   */
  async take({ no_refund, status }: Refund): Promise<boolean> {
    const taken = { status: 'unknown', called_at: new Date() } as const;
    const { numUpdatedRows } = await this.notCalled(no_refund, status).set(taken).executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /** Ends a refund that LianLian refused and does not have, unless it heard of it since. */
  async fail({ no_refund, status }: Refund, open: ShopTransaction): Promise<void> {
    await this.notCalled(no_refund, status, open).set({ status: 'failed' }).execute();
  }

  /** The refund, if it still has this status and no call of it is under way: in one statement with what changes it. */
  private notCalled(no_refund: string, status: RefundStatus, queries: ShopQueries = this.database.queries) {
    return queries
      .updateTable('shop_refunds')
      .where('no_refund', '=', no_refund)
      .where('status', '=', status)
      .where((where) =>
        where.or([where('called_at', 'is', null), where('called_at', '<', lastCallsBegan())]),
      );
  }

  /**
   * Keeps LianLian's own word. An end is kept whatever stood there; that a refund is under way is old news where it
   * has ended.
   */
  async update(
    no_refund: string,
    { status, reason, settle_date }: RefundNews,
    open: ShopTransaction,
  ): Promise<void> {
    const change = open
      .updateTable('shop_refunds')
      .set({
        status,
        reason: reason?.slice(0, 500) ?? null,
        settle_date: status === 'succeeded' ? (settle_date ?? chinaDay(new Date())) : null,
        called_at: null,
      })
      .where('no_refund', '=', no_refund);
    const isEnd = hasEnded({ status });
    await (isEnd ? change : change.where('status', 'not in', ['succeeded', 'failed'])).execute();
  }
}

function all(queries: ShopQueries): SelectQueryBuilder<ShopTables, 'shop_refunds', RefundRow> {
  return queries.selectFrom('shop_refunds').selectAll();
}

function refundOf(row: RefundRow): Refund {
  const { no_refund, no_order, money_refund, created_at, reason, settle_date, status } = row;
  return {
    no_refund,
    no_order,
    money_refund,
    createdAt: created_at,
    status: status as RefundStatus,
    reason: reason ?? undefined,
    settle_date: settle_date ?? undefined,
  };
}
