import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { varchar as mysqlVarchar, mysqlTable } from 'drizzle-orm/mysql-core';
import { drizzle as drizzleMysql2 } from 'drizzle-orm/mysql2';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import { pgTable, varchar } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import mysql2 from 'mysql2/promise';
import { Pool } from 'pg';
import { afterAll, describe } from 'vitest';

import { drizzleExecutor } from '../../../../../lib/notifications/inbox/sql/index.js';
import type { Database } from './support/database.js';
import { describeSqlInbox } from './support/describe-sql-inbox.js';
import { mysqlUrl, postgresUrl } from './support/servers.js';

const [postgres, mysql] = [await postgresUrl(), await mysqlUrl()];

type TransactionOf<Db> = Db extends { transaction(work: (transaction: infer T) => unknown): unknown }
  ? T
  : never;
type PgTransaction = TransactionOf<ReturnType<typeof drizzlePg>>;
type PgliteTransaction = TransactionOf<ReturnType<typeof drizzlePglite>>;
type Mysql2Transaction = TransactionOf<ReturnType<typeof drizzleMysql2>>;

const effectsTable = (name: string) => pgTable(name, { text: varchar('text', { length: 600 }).notNull() });
const mysqlEffects = (name: string) =>
  mysqlTable(name, { text: mysqlVarchar('text', { length: 600 }).notNull() });

function openPg(effects: string): Promise<Database<PgTransaction>> {
  const pool = new Pool({ connectionString: postgres, max: 2 });
  pool.on('error', () => undefined);
  // Drizzle leaves a connection that breaks while it is in use to the app.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return Promise.resolve({
    executor: drizzleExecutor(drizzlePg({ client: pool }), { sql, dialect: 'postgres' }),
    write: (transaction, text) => transaction.insert(effectsTable(effects)).values({ text }),
    nest: (transaction, work) => transaction.transaction(work),
    close: () => pool.end(),
  });
}

function openMysql2(effects: string): Promise<Database<Mysql2Transaction>> {
  const pool = mysql2.createPool({ uri: mysql ?? '', connectionLimit: 2 });
  return Promise.resolve({
    executor: drizzleExecutor(drizzleMysql2({ client: pool }), { sql, dialect: 'mysql' }),
    write: (transaction, text) => transaction.insert(mysqlEffects(effects)).values({ text }),
    nest: (transaction, work) => transaction.transaction(work),
    close: () => pool.end(),
  });
}

describe.skipIf(postgres === undefined)('PostgreSQL', () => {
  describeSqlInbox({ name: 'Drizzle on node-postgres', open: openPg });
});

describe.skipIf(mysql === undefined)('MySQL or MariaDB', () => {
  describeSqlInbox({ name: 'Drizzle on mysql2', mysql: true, open: openMysql2 });
});

describe('PGlite', () => {
  const embedded = PGlite.create();
  afterAll(async () => (await embedded).close());

  describeSqlInbox<PgliteTransaction>({
    name: 'Drizzle on PGlite',
    embedded: true,
    open: async (effects) => ({
      executor: drizzleExecutor(drizzlePglite({ client: await embedded }), { sql, dialect: 'postgres' }),
      write: (transaction, text) => transaction.insert(effectsTable(effects)).values({ text }),
      nest: (transaction, work) => transaction.transaction(work),
      close: () => Promise.resolve(),
    }),
  });
});
