import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Kysely, Migrator, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { DatabaseLocation } from '../../../sample-app/src/database/database-location.js';
import { migrationsFor } from '../../../sample-app/src/database/migrations.js';
import { openDialect } from '../../../sample-app/src/database/open-dialect.js';
import { ShopDatabase } from '../../../sample-app/src/database/shop-database.js';
import type { ShopTables } from '../../../sample-app/src/database/shop-tables.js';
import { OrdersRepository } from '../../../sample-app/src/orders/orders.repository.js';
import { RefundsRepository } from '../../../sample-app/src/refunds/refunds.repository.js';

const CREATED_AT = new Date('2026-01-02T03:04:05.678Z');

/** The tables as they were after a step, with what a shop of that time wrote. */
async function oldShop(
  location: DatabaseLocation,
  steps: Readonly<Record<string, (db: Kysely<ShopTables>) => Promise<unknown>>>,
): Promise<void> {
  const { name, dialect, close } = await openDialect(location);
  const db = new Kysely<ShopTables>({ dialect });
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrationsFor(name)) },
  });
  for (const [step, write] of Object.entries(steps)) {
    expect((await migrator.migrateTo(step)).error).toBeUndefined();
    await write(db);
  }
  await db.destroy();
  await close?.();
}

const refundOf = (no_refund: string, reason: string | null) => ({
  ...{ no_refund, reason, created_at: CREATED_AT, no_order: 'order-1', money_refund: '10.00' },
  ...{ status: 'failed', settle_date: null },
});

/** An order of a shop that sold everything in yuan. */
const ORDER_IN_YUAN = {
  ...{ no_order: 'order-1', created_at: CREATED_AT, customer: 'visitor-1', quantity: 1, kind: 'payment' },
  ...{
    product_id: 'oolong-tea',
    product_name: '铁观音',
    product_name_en: 'Oolong tea',
    money_order: '49.95',
  },
  ...{ payment_status: 'unpaid', payment: '{"status":"unpaid"}', tried: '', keeps_card: 0, version: 1 },
};

/** Without the columns that came later. */
async function insertOrder(db: Kysely<ShopTables>, order: typeof ORDER_IN_YUAN): Promise<void> {
  const columns = Object.keys(order).map((name) => sql.ref(name));
  await sql`insert into shop_orders (${sql.join(columns)}) values (${sql.join(Object.values(order))})`.execute(
    db,
  );
}

describe('a shop whose data is of an older version', () => {
  let folder: string;
  let database: ShopDatabase;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shop-'));
    const location: DatabaseLocation = { kind: 'folder', folder };
    const rows = [refundOf('by-an-error', '5005 refund failed, query first'), refundOf('by-lianlian', null)];
    const captured =
      '{"status":"captured","oid_paybill":"1","amount":"12.50","at":"2026-01-02T03:04:05.678Z"}';
    await oldShop(location, {
      '008-english-names': (db) => db.insertInto('shop_refunds').values(rows).execute(),
      '019-cards-to-unbind': async (db) => {
        await insertOrder(db, ORDER_IN_YUAN);
        await insertOrder(db, {
          ...ORDER_IN_YUAN,
          ...{ no_order: 'order-2', payment_status: 'paid', payment: '{"status":"paid"}' },
        });
        await insertOrder(db, {
          ...ORDER_IN_YUAN,
          ...{ no_order: 'order-3', payment_status: 'captured', payment: captured },
        });
      },
    });
    database = await ShopDatabase.open(location);
  });
  afterAll(async () => {
    await database.onApplicationShutdown();
    await rm(folder, { recursive: true, force: true });
  });

  it('asks LianLian about refunds that failed by the word of an error, and keeps those that LianLian called failed', async () => {
    const refunds = new RefundsRepository(database);
    expect(await refunds.find('by-an-error')).toMatchObject({
      status: 'refused',
      reason: '5005 refund failed, query first',
      money_refund: '10.00',
      createdAt: CREATED_AT,
    });
    expect(await refunds.find('by-lianlian')).toMatchObject({ status: 'failed' });
  });

  it('has its orders in yuan', async () => {
    expect(await new OrdersRepository(database).find('order-1')).toMatchObject({
      money_order: '49.95',
      currency_order: 'CNY',
      product: { id: 'oolong-tea' },
    });
  });

  it('knows what its orders took: all that was paid, or what was charged from a deposit', async () => {
    const rows = await database.queries
      .selectFrom('shop_orders')
      .select(['no_order', 'money_taken'])
      .orderBy('no_order')
      .execute();
    expect(rows).toEqual([
      { no_order: 'order-1', money_taken: null },
      { no_order: 'order-2', money_taken: '49.95' },
      { no_order: 'order-3', money_taken: '12.50' },
    ]);
  });
});
