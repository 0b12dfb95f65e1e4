import {
  CamelCasePlugin,
  type Dialect,
  Kysely,
  MysqlDialect,
  PostgresDialect,
  type Transaction,
} from 'kysely';
import { createPool } from 'mysql2';
import { Pool } from 'pg';
import { describe } from 'vitest';

import { kyselyExecutor, type ServerDialect } from '../../../../../lib/notifications/inbox/sql/index.js';
import type { Database } from './support/database.js';
import { describeSqlInbox } from './support/describe-sql-inbox.js';
import { mysqlUrl, postgresUrl } from './support/servers.js';

const [postgres, mysql] = [await postgresUrl(), await mysqlUrl()];

type Tables = Record<string, { text: string }>;

function open(
  name: ServerDialect,
  dialect: Dialect,
  effects: string,
): Promise<Database<Transaction<Tables>>> {
  // A plugin that renames the columns of every result, as many apps have it.
  const db = new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] });
  return Promise.resolve({
    executor: kyselyExecutor(db, name),
    write: (transaction, text) => transaction.insertInto(effects).values({ text }).execute(),
    close: () => db.destroy(),
  });
}

function postgresPool(): Pool {
  const pool = new Pool({ connectionString: postgres, max: 2 });
  pool.on('error', () => undefined);
  // Kysely leaves a connection that breaks while it is in use to the app.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

describe.skipIf(postgres === undefined)('PostgreSQL', () => {
  describeSqlInbox({
    name: 'Kysely',
    open: (effects) => open('postgres', new PostgresDialect({ pool: postgresPool() }), effects),
  });
});

describe.skipIf(mysql === undefined)('MySQL or MariaDB', () => {
  describeSqlInbox({
    name: 'Kysely',
    mysql: true,
    open: (effects) =>
      open(
        'mysql',
        new MysqlDialect({ pool: createPool({ uri: mysql ?? '', connectionLimit: 2 }) }),
        effects,
      ),
  });
});
