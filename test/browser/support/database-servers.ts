import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';

import { mysqlUrl, postgresUrl } from '../../e2e/notifications/inbox/sql/support/servers.js';

/** A database of a test's own, on a server. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const NAME = `lianlian_shop_${String(process.pid)}`;

/** Undefined, with the reason printed, where there is no PostgreSQL. */
export async function postgresServer(): Promise<(() => Promise<TestDatabase>) | undefined> {
  const server = await postgresUrl();
  return server === undefined ? undefined : () => make(server, (sql) => onPostgres(server, sql));
}

/** Undefined, with the reason printed, where there is no MySQL or MariaDB. */
export async function mysqlServer(): Promise<(() => Promise<TestDatabase>) | undefined> {
  const server = await mysqlUrl();
  return server === undefined ? undefined : () => make(server, (sql) => onMysql(server, sql));
}

async function make(server: string, run: (sql: string) => Promise<void>): Promise<TestDatabase> {
  await run(`CREATE DATABASE ${NAME}`);
  const url = new URL(server);
  url.pathname = `/${NAME}`;
  return { url: url.href, drop: () => run(`DROP DATABASE ${NAME}`) };
}

async function onPostgres(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function onMysql(uri: string, sql: string): Promise<void> {
  const connection = await createConnection({ uri });
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
