import { Injectable, NotFoundException } from '@nestjs/common';

import { ShopDatabase } from '../database/shop-database.js';
import { isReference } from '../database/reference.js';
import type { ShopTransaction } from '../database/shop-tables.js';
import { inWords } from '../language/text.js';
import type { Order } from './order.js';
import { orderOfRow, rowOf } from './order-row.js';

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

  /** Everybody's orders, newest first. */
  async latest(): Promise<readonly Order[]> {
    const rows = await this.database.queries
      .selectFrom('shop_orders')
      .selectAll()
      .orderBy('created_at', 'desc')
      .limit(100)
      .execute();
    return rows.map(orderOfRow);
  }

  async settledOn(day: string): Promise<readonly Order[]> {
    const rows = await this.database.queries
      .selectFrom('shop_orders')
      .selectAll()
      .where('settle_date', '=', day)
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
