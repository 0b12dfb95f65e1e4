import { Injectable, NotFoundException } from '@nestjs/common';
import type { SelectQueryBuilder } from 'kysely';

import { isReference } from '../database/reference.js';
import { ShopDatabase } from '../database/shop-database.js';
import type { PayoutRow, ShopQueries, ShopTables, ShopTransaction } from '../database/shop-tables.js';
import { inWords } from '../language/text.js';
import { ENDED, type Payout } from './payout.js';
import { payoutOfRow, rowOf } from './payout-row.js';

/** How many payouts the operator sees at once. */
export const PAYOUTS_PER_PAGE = 50;

export interface FoundPayouts {
  readonly payouts: readonly Payout[];
  /** On all pages. */
  readonly total: number;
}

/** The payouts in the database. */
@Injectable()
export class PayoutsRepository {
  constructor(private readonly database: ShopDatabase) {}

  /** Waits while another payout is being made, until that transaction ends. */
  async lock(open: ShopTransaction): Promise<void> {
    await open.selectFrom('shop_payout_lock').select('id').forUpdate().executeTakeFirstOrThrow();
  }

  async insert(payout: Payout, open: ShopTransaction): Promise<void> {
    await open.insertInto('shop_payouts').values(rowOf(payout)).execute();
  }

  async find(no_order: string, open?: ShopTransaction): Promise<Payout | undefined> {
    if (!isReference(no_order)) return undefined;
    const row = await all(open ?? this.database.queries)
      .where('no_order', '=', no_order)
      .executeTakeFirst();
    return row === undefined ? undefined : payoutOfRow(row);
  }

  /** Those of whose end nothing is known, oldest first. */
  async open(): Promise<readonly Payout[]> {
    const rows = await all(this.database.queries)
      .where('status', 'not in', ENDED)
      .orderBy('created_at')
      .execute();
    return rows.map(payoutOfRow);
  }

  /** Those of whose end nothing is known, and those that were paid since then: a bank may return them. Oldest first. */
  async unsettled(paidSince: Date): Promise<readonly Payout[]> {
    const rows = await all(this.database.queries)
      .where((where) =>
        where.or([
          where('status', 'not in', ENDED),
          where.and([where('status', '=', 'paid'), where('paid_at', '>', paidSince)]),
        ]),
      )
      .orderBy('created_at')
      .execute();
    return rows.map(payoutOfRow);
  }

  /** A supplier's payout that is open, or of this very amount and paid since then: it stands in the way of another one. */
  async inTheWay(
    { supplier, money_order }: Pick<Payout, 'supplier' | 'money_order'>,
    paidSince: Date,
    open?: ShopTransaction,
  ): Promise<Payout | undefined> {
    const row = await all(open ?? this.database.queries)
      .where('supplier', '=', supplier)
      .where((where) =>
        where.or([
          where('status', 'not in', ENDED),
          where.and([
            where('status', '=', 'paid'),
            where('money_order', '=', money_order),
            where('paid_at', '>', paidSince),
          ]),
        ]),
      )
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? undefined : payoutOfRow(row);
  }

  /** A page of all, newest first. @param page counted from 1 */
  async list(page: number): Promise<FoundPayouts> {
    const [rows, total] = await Promise.all([
      all(this.database.queries)
        .orderBy('created_at', 'desc')
        .orderBy('applied_at', 'desc')
        .limit(PAYOUTS_PER_PAGE)
        .offset((page - 1) * PAYOUTS_PER_PAGE)
        .execute(),
      this.database.queries
        .selectFrom('shop_payouts')
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow(),
    ]);
    return { payouts: rows.map(payoutOfRow), total: Number(total.count) };
  }

  /**
   * Changes a payout while nobody else can: its row is locked until the transaction ends.
   *
   * @param edit returns what it was given where nothing is to change
   * @param open the transaction in which a notification is handled
   * @throws NotFoundException for a payout that there is not
   */
  async change(no_order: string, edit: (payout: Payout) => Payout, open?: ShopTransaction): Promise<Payout> {
    if (!isReference(no_order)) throw noSuchPayout();
    return this.database.transaction(async (transaction) => {
      const row = await all(transaction).where('no_order', '=', no_order).forUpdate().executeTakeFirst();
      if (row === undefined) throw noSuchPayout();
      const payout = payoutOfRow(row);
      const edited = edit(payout);
      if (edited === payout) return payout;
      const saved = { ...edited, version: payout.version + 1 };
      await transaction
        .updateTable('shop_payouts')
        .set(rowOf(saved))
        .where('no_order', '=', no_order)
        .execute();
      return saved;
    }, open);
  }
}

export function noSuchPayout(): NotFoundException {
  return new NotFoundException(inWords({ zh: '没有这笔付款。', en: 'There is no such payout.' }));
}

function all(queries: ShopQueries): SelectQueryBuilder<ShopTables, 'shop_payouts', PayoutRow> {
  return queries.selectFrom('shop_payouts').selectAll();
}
