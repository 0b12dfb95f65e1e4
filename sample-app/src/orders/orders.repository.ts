import { Injectable, NotFoundException } from '@nestjs/common';
import { type RawBuilder, sql, type SqlBool } from 'kysely';

import { ShopDatabase } from '../database/shop-database.js';
import { isReference } from '../database/reference.js';
import type { ShopTransaction } from '../database/shop-tables.js';
import { inWords } from '../language/text.js';
import type { Order } from './order.js';
import { orderOfRow, rowOf } from './order-row.js';
import { DONE_WITH_CARD } from './unwanted-card.js';

/** How much went back of an order that a statement looks at. */
const BACK = sql`(select coalesce(sum(shop_refunds.money_refund), 0) from shop_refunds
  where shop_refunds.no_order = shop_orders.no_order and shop_refunds.status = 'succeeded')`;

const REFUNDED: Readonly<Record<Refunded, RawBuilder<SqlBool>>> = {
  anything: sql`true`,
  nothing: sql`${BACK} = 0`,
  'a part': sql`(${BACK} > 0 and ${BACK} < shop_orders.money_taken)`,
  all: sql`${BACK} >= shop_orders.money_taken`,
};

/** How many orders the operator sees at once. */
export const ORDERS_PER_PAGE = 50;

/** How many cards are unbound in a round. */
const UNBOUND_AT_ONCE = 100;

/** How much of an order's money went back, by LianLian's own word. */
export type Refunded = 'anything' | 'nothing' | 'a part' | 'all';

/** Which orders the operator looks for. */
export interface OrderSearch {
  /** A part of what stands in the order; empty for all. */
  readonly text: string;
  /** Empty for all. */
  readonly statuses: readonly Order['payment']['status'][];
  /** Default `anything`. */
  readonly refunded?: Refunded | undefined;
  /** Counted from 1. */
  readonly page: number;
}

export interface FoundOrders {
  readonly orders: readonly Order[];
  /** On all pages. */
  readonly total: number;
}

/** The orders in the database. */
@Injectable()
export class OrdersRepository {
  constructor(private readonly database: ShopDatabase) {}

  async insert(order: Order): Promise<void> {
    await this.database.queries.insertInto('shop_orders').values(rowOf(order)).execute();
  }

  async find(no_order: string): Promise<Order | undefined> {
    if (!isReference(no_order)) return undefined;
    const row = await this.database.queries
      .selectFrom('shop_orders')
      .selectAll()
      .where('no_order', '=', no_order)
      .executeTakeFirst();
    return row === undefined ? undefined : orderOfRow(row);
  }

  /** A customer's orders, newest first. */
  async of(customer: string): Promise<readonly Order[]> {
    if (!isReference(customer)) return [];
    const rows = await this.database.queries
      .selectFrom('shop_orders')
      .selectAll()
      .where('customer', '=', customer)
      .orderBy('created_at', 'desc')
      .execute();
    return rows.map(orderOfRow);
  }

  /**
   * Everybody's orders, newest first: a page of them.
   *
   * A search looks through numbers, the beginnings of transactions (which stand in the payment's JSON), products, amounts,
   * customers and refunds. It reads every order, as a search for a part of a text does: thousands take no time, and millions want an
   * index of their own.
   */
  async search({ text, statuses, page, refunded = 'anything' }: OrderSearch): Promise<FoundOrders> {
    const literal = literally(text);
    const part = `%${literal}%`;
    const amount = amountIn(text);
    const columns = ['no_order', 'product_name', 'product_name_en', 'customer'] as const;
    const found = this.database.queries
      .selectFrom('shop_orders')
      .$if(statuses.length > 0, (query) => query.where('payment_status', 'in', statuses))
      .where(REFUNDED[refunded])
      .$if(text !== '', (query) =>
        query.where((where) =>
          where.or([
            ...columns.map((column) => where(column, 'like', part)),
            where('payment', 'like', `%${literally('"oid_paybill":"')}${literal}%`),
            where(
              'no_order',
              'in',
              where.selectFrom('shop_refunds').select('no_order').where('no_refund', 'like', part),
            ),
            ...(amount === undefined ? [] : [where.and(amount)]),
          ]),
        ),
      );
    const [rows, total] = await Promise.all([
      found
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('no_order')
        .limit(ORDERS_PER_PAGE)
        .offset((page - 1) * ORDERS_PER_PAGE)
        .execute(),
      found.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow(),
    ]);
    return { orders: rows.map(orderOfRow), total: Number(total.count) };
  }

  async settledOn(day: string): Promise<readonly Order[]> {
    const rows = await this.database.queries
      .selectFrom('shop_orders')
      .selectAll()
      .where('settle_date', '=', day)
      .execute();
    return rows.map(orderOfRow);
  }

  /** What each of these orders is in. */
  async currenciesOf(orders: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (orders.length === 0) return new Map();
    const rows = await this.database.queries
      .selectFrom('shop_orders')
      .select(['no_order', 'currency_order'])
      .where('no_order', 'in', orders)
      .execute();
    return new Map(rows.map(({ no_order, currency_order }) => [no_order, currency_order]));
  }

  /** The orders whose card is to be unbound by then, and whose payment needs it no more: the first of them. */
  async withUnwantedCards(now: Date): Promise<readonly Order[]> {
    const rows = await this.database.queries
      .selectFrom('shop_orders')
      .selectAll()
      .where('unbind_at', '<=', now)
      .where('payment_status', 'in', DONE_WITH_CARD)
      .orderBy('unbind_at')
      .limit(UNBOUND_AT_ONCE)
      .execute();
    return rows.map(orderOfRow);
  }

  /** The orders since a time for which a payment was tried, and that do not have this status yet. */
  async triedSince(since: Date, settled: readonly Order['payment']['status'][]): Promise<readonly Order[]> {
    const rows = await this.database.queries
      .selectFrom('shop_orders')
      .selectAll()
      .where('created_at', '>', since)
      .where('tried', '<>', '')
      .where('payment_status', 'not in', settled)
      .orderBy('created_at')
      .execute();
    return rows.map(orderOfRow);
  }

  /**
   * Changes an order while nobody else can: its row is locked until the transaction ends.
   *
   * @param edit returns what it was given where nothing is to change
   * @param open the transaction in which a notification is handled
   * @throws NotFoundException for an order that there is not
   */
  async change(no_order: string, edit: (order: Order) => Order, open?: ShopTransaction): Promise<Order> {
    if (!isReference(no_order)) throw noSuchOrder();
    return this.database.transaction(async (transaction) => {
      const row = await transaction
        .selectFrom('shop_orders')
        .selectAll()
        .where('no_order', '=', no_order)
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined) throw noSuchOrder();
      const order = orderOfRow(row);
      const edited = edit(order);
      if (edited === order) return order;
      const saved = { ...edited, version: order.version + 1 };
      await transaction
        .updateTable('shop_orders')
        .set(rowOf(saved))
        .where('no_order', '=', no_order)
        .execute();
      return saved;
    }, open);
  }
}

export function noSuchOrder(): NotFoundException {
  return new NotFoundException(inWords({ zh: '没有这个订单。', en: 'There is no such order.' }));
}

/** An amount as the column can hold it, and its currency where there is a sign of it, as the pages write both. */
function amountIn(text: string): { money_order: string; currency_order?: string } | undefined {
  const [, sign, amount] =
    /^((?:CN)?[¥￥]|(?:US)?\$)?\s*(\d{1,9}(?:\.\d{1,2})?)$/.exec(text.replace(/,/g, '')) ?? [];
  if (amount === undefined) return undefined;
  if (sign === undefined) return { money_order: amount };
  return { money_order: amount, currency_order: sign.endsWith('$') ? 'USD' : 'CNY' };
}

/** A text as `like` finds it, whatever it holds. */
function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
