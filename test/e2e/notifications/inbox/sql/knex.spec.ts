import knex, { type Knex } from 'knex';
import { describe } from 'vitest';

import { knexExecutor } from '../../../../../lib/notifications/inbox/sql/index.js';
import type { Database } from './support/database.js';
import { describeSqlInbox } from './support/describe-sql-inbox.js';
import { mysqlUrl, postgresUrl } from './support/servers.js';

const [postgres, mysql] = [await postgresUrl(), await mysqlUrl()];

function open(client: string, connection: string, effects: string): Promise<Database<Knex.Transaction>> {
  const db = knex({ client, connection, pool: { min: 0, max: 2 } });
  return Promise.resolve({
    executor: knexExecutor(db),
    write: (transaction, text) => transaction(effects).insert({ text }),
    end: (transaction) => transaction.commit(),
    nest: (transaction, work) => transaction.transaction(work),
    close: () => db.destroy(),
  });
}

describe.skipIf(postgres === undefined)('PostgreSQL', () => {
  describeSqlInbox({ name: 'Knex', open: (effects) => open('pg', postgres ?? '', effects) });
});

describe.skipIf(mysql === undefined)('MySQL or MariaDB', () => {
  describeSqlInbox({ name: 'Knex', mysql: true, open: (effects) => open('mysql2', mysql ?? '', effects) });
});
