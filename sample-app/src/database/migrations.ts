import { type Kysely, type Migration, sql } from 'kysely';
import type { ServerDialect } from 'nestjs-lianlian/sql';

import type { ShopTables } from './shop-tables.js';

/** The steps that made the tables what they are, oldest first. Kysely runs each once. */
export function migrationsFor(dialect: ServerDialect): Record<string, Migration> {
  const time = dialect === 'mysql' ? sql`datetime(3)` : sql`timestamptz(3)`;
  // Names of products are Chinese, whatever the database's own character set is.
  const end = dialect === 'mysql' ? sql`character set utf8mb4` : sql``;
  return {
    '001-orders': {
      up: (db: Kysely<unknown>) =>
        db.schema
          .createTable('shop_orders')
          .addColumn('no_order', 'varchar(32)', (column) => column.primaryKey())
          .addColumn('created_at', time, (column) => column.notNull())
          .addColumn('customer', 'varchar(32)', (column) => column.notNull())
          .addColumn('product_id', 'varchar(32)', (column) => column.notNull())
          .addColumn('product_name', 'varchar(40)', (column) => column.notNull())
          .addColumn('quantity', 'integer', (column) => column.notNull())
          .addColumn('money_order', 'decimal(11, 2)', (column) => column.notNull())
          .addColumn('payment_status', 'varchar(20)', (column) => column.notNull())
          .addColumn('payment', 'text', (column) => column.notNull())
          .addColumn('tried', 'varchar(40)', (column) => column.notNull())
          .addColumn('version', 'integer', (column) => column.notNull())
          .modifyEnd(end)
          .execute(),
    },
    '002-orders-by-customer': {
      up: (db: Kysely<unknown>) =>
        db.schema
          .createIndex('shop_orders_customer')
          .on('shop_orders')
          .columns(['customer', 'created_at'])
          .execute(),
    },
    '003-deposits': {
      up: (db: Kysely<unknown>) =>
        db.schema
          .alterTable('shop_orders')
          .addColumn('kind', 'varchar(20)', (column) => column.notNull().defaultTo('payment'))
          .execute(),
    },
    '004-refunds': {
      up: (db: Kysely<unknown>) =>
        db.schema
          .createTable('shop_refunds')
          .addColumn('no_refund', 'varchar(32)', (column) => column.primaryKey())
          .addColumn('created_at', time, (column) => column.notNull())
          .addColumn('no_order', 'varchar(32)', (column) => column.notNull())
          .addColumn('money_refund', 'decimal(11, 2)', (column) => column.notNull())
          .addColumn('status', 'varchar(20)', (column) => column.notNull())
          .addColumn('reason', 'varchar(500)')
          .modifyEnd(end)
          .execute(),
    },
    '005-refunds-by-order': {
      up: (db: Kysely<unknown>) =>
        db.schema.createIndex('shop_refunds_order').on('shop_refunds').column('no_order').execute(),
    },
    '006-days-of-orders': {
      up: (db: Kysely<unknown>) =>
        db.schema.alterTable('shop_orders').addColumn('settle_date', 'varchar(8)').execute(),
    },
    '007-days-of-refunds': {
      up: (db: Kysely<unknown>) =>
        db.schema.alterTable('shop_refunds').addColumn('settle_date', 'varchar(8)').execute(),
    },
    '008-english-names': {
      up: (db: Kysely<unknown>) =>
        db.schema.alterTable('shop_orders').addColumn('product_name_en', 'varchar(40)').execute(),
    },
    // Those that failed by an error's word alone have a reason: LianLian is still to be asked about them.
    '009-refused-refunds': {
      up: async (db: Kysely<unknown>) => {
        await sql`update shop_refunds set status = 'refused' where status = 'failed' and reason is not null`.execute(
          db,
        );
      },
    },
    '010-calls-of-refunds': {
      up: (db: Kysely<unknown>) =>
        db.schema.alterTable('shop_refunds').addColumn('called_at', time).execute(),
    },
    '011-cards-to-keep': {
      up: (db: Kysely<unknown>) =>
        db.schema
          .alterTable('shop_orders')
          .addColumn('keeps_card', 'integer', (column) => column.notNull().defaultTo(0))
          .execute(),
    },
    // Cookies held the customer's number before, which LianLian knows too: those open nothing any more. Orders keep the
    // number, and their links.
    '012-sessions': {
      up: (db: Kysely<unknown>) =>
        db.schema
          .createTable('shop_sessions')
          .addColumn('digest', 'varchar(64)', (column) => column.primaryKey())
          .addColumn('customer', 'varchar(32)', (column) => column.notNull())
          .addColumn('created_at', time, (column) => column.notNull())
          .modifyEnd(end)
          .execute(),
    },
    '013-payouts': {
      up: (db: Kysely<unknown>) =>
        db.schema
          .createTable('shop_payouts')
          .addColumn('no_order', 'varchar(32)', (column) => column.primaryKey())
          .addColumn('created_at', time, (column) => column.notNull())
          .addColumn('supplier', 'varchar(32)', (column) => column.notNull())
          .addColumn('account', 'text', (column) => column.notNull())
          .addColumn('money_order', 'decimal(11, 2)', (column) => column.notNull())
          .addColumn('info_order', 'varchar(255)', (column) => column.notNull())
          .addColumn('memo', 'varchar(24)', (column) => column.notNull())
          .addColumn('notify_url', 'varchar(128)')
          .addColumn('status', 'varchar(20)', (column) => column.notNull())
          .addColumn('applied_at', time, (column) => column.notNull())
          .addColumn('called_at', time)
          .addColumn('not_found_at', time)
          .addColumn('oid_paybill', 'varchar(32)')
          .addColumn('review', 'varchar(40)')
          .addColumn('confirm_code', 'varchar(16)')
          .addColumn('ret_code', 'varchar(16)')
          .addColumn('reason', 'varchar(500)')
          .addColumn('paid_at', time)
          .addColumn('version', 'integer', (column) => column.notNull())
          .modifyEnd(end)
          .execute(),
    },
    '014-payouts-by-supplier': {
      up: (db: Kysely<unknown>) =>
        db.schema
          .createIndex('shop_payouts_supplier')
          .on('shop_payouts')
          .columns(['supplier', 'status'])
          .execute(),
    },
    '015-payout-lock': {
      up: (db: Kysely<unknown>) =>
        db.schema
          .createTable('shop_payout_lock')
          .addColumn('id', 'integer', (column) => column.primaryKey())
          .execute(),
    },
    '016-one-payout-lock': {
      up: async (db: Kysely<unknown>) => {
        await sql`insert into shop_payout_lock (id) values (1)`.execute(db);
      },
    },
    '017-unwanted-cards': {
      up: (db: Kysely<unknown>) =>
        db.schema.alterTable('shop_orders').addColumn('unwanted_card', 'varchar(16)').execute(),
    },
    '018-times-to-unbind': {
      up: (db: Kysely<unknown>) => db.schema.alterTable('shop_orders').addColumn('unbind_at', time).execute(),
    },
    '019-cards-to-unbind': {
      up: (db: Kysely<unknown>) =>
        db.schema.createIndex('shop_orders_unbind').on('shop_orders').column('unbind_at').execute(),
    },
    // All that was sold before was sold in yuan.
    '020-currencies': {
      up: (db: Kysely<unknown>) =>
        db.schema
          .alterTable('shop_orders')
          .addColumn('currency_order', 'varchar(3)', (column) => column.notNull().defaultTo('CNY'))
          .execute(),
    },
    '021-money-taken': {
      up: (db: Kysely<unknown>) =>
        db.schema.alterTable('shop_orders').addColumn('money_taken', 'decimal(11, 2)').execute(),
    },
    '022-money-taken-before': {
      up: async (db: Kysely<Pick<ShopTables, 'shop_orders'>>) => {
        await sql`update shop_orders set money_taken = money_order where payment_status = 'paid'`.execute(db);
        const charged = db.selectFrom('shop_orders').select(['no_order', 'payment']);
        for (const { no_order, payment } of await charged
          .where('payment_status', '=', 'captured')
          .execute()) {
          const { amount } = JSON.parse(payment) as { amount: string };
          const order = db.updateTable('shop_orders').where('no_order', '=', no_order);
          await order.set({ money_taken: amount }).execute();
        }
      },
    },
  };
}
