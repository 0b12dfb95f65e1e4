import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'kysely';

import { ShopDatabase } from '../database/shop-database.js';
import type { RefundRow, ShopQueries, ShopTables, ShopTransaction } from '../database/shop-tables.js';
import { chinaDay } from '../pages/china-time.js';
import { hasEnded, INFERRED, type Refund, type RefundStatus } from './refund.js';
import type { RefundNews } from './refund-news.js';

/** The refunds in the database. */
@Injectable()
export class RefundsRepository {
  constructor(private readonly database: ShopDatabase) {}

  async insert({ createdAt, reason, settle_date, ...refund }: Refund, open: ShopTransaction): Promise<void> {
    const row = {
      ...refund,
      created_at: createdAt,
      reason: reason ?? null,
      settle_date: settle_date ?? null,
    };
    await open.insertInto('shop_refunds').values(row).execute();
  }

  async find(no_refund: string, open?: ShopTransaction): Promise<Refund | undefined> {
    const row = await all(open ?? this.database.queries)
      .where('no_refund', '=', no_refund)
      .executeTakeFirst();
    return row === undefined ? undefined : refundOf(row);
  }

  /** An order's refunds, oldest first. */
  async of(no_order: string, open?: ShopTransaction): Promise<readonly Refund[]> {
    const queries = open ?? this.database.queries;
    const rows = await all(queries).where('no_order', '=', no_order).orderBy('created_at').execute();
    return rows.map(refundOf);
  }

  async settledOn(day: string): Promise<readonly Refund[]> {
    return (await all(this.database.queries).where('settle_date', '=', day).execute()).map(refundOf);
  }

  /** Keeps what follows from a call that ended in an error. Whatever LianLian said of the refund stands above it. */
  async infer(no_refund: string, status: 'unknown' | 'refused', reason: string): Promise<void> {
    await this.database.queries
      .updateTable('shop_refunds')
      .set({ status, reason: reason.slice(0, 500) })
      .where('no_refund', '=', no_refund)
      .where('status', 'in', INFERRED)
      .execute();
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
      })
      .where('no_refund', '=', no_refund);
    const isEnd = hasEnded({ status });
    await (isEnd ? change : change.where('status', 'not in', ['succeeded', 'failed'])).execute();
  }
}

function all(queries: ShopQueries): SelectQueryBuilder<ShopTables, 'shop_refunds', RefundRow> {
  return queries.selectFrom('shop_refunds').selectAll();
}

function refundOf({ created_at, reason, settle_date, status, ...row }: RefundRow): Refund {
  return {
    ...row,
    createdAt: created_at,
    status: status as RefundStatus,
    reason: reason ?? undefined,
    settle_date: settle_date ?? undefined,
  };
}
