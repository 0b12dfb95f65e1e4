import * as sql from 'nestjs-lianlian/sql';

import { newOrder } from './new-order.mjs';
import { sqliteExecutorFor } from './sqlite-executor.mjs';

const SERIALS = { postgres: 'BIGSERIAL', mysql: 'BIGINT AUTO_INCREMENT', sqlite: 'INTEGER' };

const { mysql2Executor, pgExecutor, pgliteExecutor, SqlInbox } = sql;

/** Orders and effects in tables of the app's own, written in the transaction that completes the notification. */
export async function openSql(kind, url, name, dies) {
  const executor = dyingBeforeCommit(await executorFor(kind, url), dies);
  const [orders, effects] = [`${name}_orders`, `${name}_effects`];
  const inbox = new SqlInbox(executor, { table: `${name}_inbox` });
  const serial = SERIALS[executor.dialect];
  const placeholder = (index) => (executor.dialect === 'postgres' ? `$${index}` : '?');
  const run = (sql, params = [], transaction) => executor.query(sql, params, transaction);

  await inbox.ensureSchema();
  // Processes that start at once create them at once, of which PostgreSQL lets one win.
  for (const ddl of [
    `${orders} (no_order VARCHAR(64) PRIMARY KEY, money_order VARCHAR(20), dt_order VARCHAR(14), oid_paybill VARCHAR(80))`,
    `${effects} (id ${serial} PRIMARY KEY, no_order VARCHAR(64))`,
  ])
    await run(`CREATE TABLE IF NOT EXISTS ${ddl}`).catch(() => undefined);

  return {
    inbox,
    orders: {
      add: async (numbers) => {
        const { money_order, dt_order } = newOrder();
        const rows = numbers.map((no_order) => `('${no_order}', '${money_order}', '${dt_order}')`).join(', ');
        // Tests ask again when a database that crashed may have kept them.
        const again =
          executor.dialect === 'mysql'
            ? 'ON DUPLICATE KEY UPDATE no_order = no_order'
            : 'ON CONFLICT DO NOTHING';
        await run(`INSERT INTO ${orders} (no_order, money_order, dt_order) VALUES ${rows} ${again}`);
      },
      find: async (no_order) =>
        (
          await run(
            `SELECT money_order, dt_order, oid_paybill FROM ${orders} WHERE no_order = ${placeholder(1)}`,
            [no_order],
          )
        ).rows[0],
      pay: async ({ no_order, oid_paybill }, transaction) => {
        await run(`INSERT INTO ${effects} (no_order) VALUES (${placeholder(1)})`, [no_order], transaction);
        await run(
          `UPDATE ${orders} SET oid_paybill = ${placeholder(1)} WHERE no_order = ${placeholder(2)}`,
          [oid_paybill, no_order],
          transaction,
        );
      },
      unsettled: async () =>
        (await run(`SELECT no_order, dt_order, money_order FROM ${orders} WHERE oid_paybill IS NULL`)).rows,
      effects: async () => (await run(`SELECT no_order FROM ${effects}`)).rows.map((row) => row.no_order),
      paid: async () =>
        Number(
          (await run(`SELECT COUNT(*) AS paid FROM ${orders} WHERE oid_paybill IS NOT NULL`)).rows[0].paid,
        ),
      remove: async () => {
        for (const table of [orders, effects, `${name}_inbox`]) await run(`DROP TABLE IF EXISTS ${table}`);
      },
    },
  };
}

/** A step that only a transaction has: the notification is marked as done, and nothing is committed yet. */
function dyingBeforeCommit(executor, dies) {
  const ordersOf = new WeakMap();
  return {
    ...executor,
    query: (sql, params, transaction) => {
      const order = params.find((value) => /^dies-/.test(value));
      if (transaction !== undefined && order !== undefined) ordersOf.set(transaction, order);
      return executor.query(sql, params, transaction);
    },
    transaction: (work, limits) =>
      executor.transaction(async (transaction) => {
        const result = await work(transaction);
        dies('committing', ordersOf.get(transaction) ?? '');
        return result;
      }, limits),
  };
}

async function executorFor(kind, url) {
  // A module of the tests', for a library that this folder does not find.
  const { EXECUTOR } = process.env;
  if (EXECUTOR) return (await import(/* @vite-ignore */ EXECUTOR)).executorOn(sql, url);
  if (kind === 'pglite') {
    const { PGlite } = await import('@electric-sql/pglite');
    return pgliteExecutor(await PGlite.create(url));
  }
  if (kind === 'sqlite') return sqliteExecutorFor(url);
  if (kind === 'mariadb') {
    const { createPool } = await import('mysql2/promise');
    return mysql2Executor(createPool(url));
  }
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => undefined);
  return pgExecutor(pool);
}
