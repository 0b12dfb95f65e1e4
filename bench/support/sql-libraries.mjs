// How a shop reaches its database, by each library that has an executor: what is measured is what an app uses.
import {
  drizzleExecutor,
  knexExecutor,
  kyselyExecutor,
  mysql2Executor,
  pgExecutor,
  typeormExecutor,
} from '../../dist/notifications/inbox/sql/index.js';

export const CONNECTIONS = 20;

/**
 * @typedef {object} Library
 * @property {import('../../dist/notifications/inbox/sql/index.js').SqlExecutor} executor
 * @property {(work: (transaction: unknown) => Promise<void>) => Promise<void>} transaction as one writes it by hand, with
 * the library's own isolation
 *
 * @type {Readonly<Record<string, (url: string) => Promise<Library>>>}
 */
export const LIBRARIES = {
  pg: async (url) => {
    const pool = await pgPool(url);
    return { executor: pgExecutor(pool), transaction: (work) => ofPg(pool, work) };
  },
  mysql2: async (url) => {
    const pool = await mysql2Pool(url);
    return { executor: mysql2Executor(pool), transaction: (work) => ofMysql2(pool, work) };
  },
  typeorm: async (url) => {
    const { DataSource } = await import('typeorm');
    const type = dialectOf(url);
    const dataSource = new DataSource({ type, url, poolSize: CONNECTIONS });
    await dataSource.initialize();
    return { executor: typeormExecutor(dataSource), transaction: (work) => dataSource.transaction(work) };
  },
  knex: async (url) => {
    const { default: knex } = await import('knex');
    const client = dialectOf(url) === 'postgres' ? 'pg' : 'mysql2';
    const db = knex({ client, connection: url, pool: { min: 0, max: CONNECTIONS } });
    return { executor: knexExecutor(db), transaction: (work) => db.transaction(work) };
  },
  kysely: async (url) => {
    const { Kysely, MysqlDialect, PostgresDialect } = await import('kysely');
    const dialect =
      dialectOf(url) === 'postgres'
        ? new PostgresDialect({ pool: await pgPool(url) })
        : new MysqlDialect({ pool: (await mysql2Pool(url)).pool });
    const db = new Kysely({ dialect });
    return {
      executor: kyselyExecutor(db, dialectOf(url)),
      transaction: (work) => db.transaction().execute(work),
    };
  },
  drizzle: async (url) => {
    const { sql } = await import('drizzle-orm');
    const dialect = dialectOf(url);
    const db = await drizzleOn(url);
    return {
      executor: drizzleExecutor(db, { sql, dialect }),
      transaction: (work) => db.transaction(work),
    };
  },
};

/** @returns {'postgres' | 'mysql'} */
export function dialectOf(url) {
  return url.startsWith('postgres') ? 'postgres' : 'mysql';
}

async function drizzleOn(url) {
  if (dialectOf(url) === 'postgres') {
    const { drizzle } = await import('drizzle-orm/node-postgres');
    return drizzle({ client: await pgPool(url) });
  }
  const { drizzle } = await import('drizzle-orm/mysql2');
  return drizzle({ client: await mysql2Pool(url) });
}

async function pgPool(url) {
  const { Pool } = await import('pg');
  return new Pool({ connectionString: url, max: CONNECTIONS });
}

async function mysql2Pool(url) {
  const { createPool } = await import('mysql2/promise');
  return createPool({ uri: url, connectionLimit: CONNECTIONS });
}

async function ofPg(pool, work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

async function ofMysql2(pool, work) {
  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    await work(connection);
    await connection.commit();
  } finally {
    connection.release();
  }
}
