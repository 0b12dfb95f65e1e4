import { Pool, type PoolClient } from 'pg';
import { describe } from 'vitest';

import { pgExecutor } from '../../../../../lib/notifications/inbox/sql/index.js';
import type { Database } from './support/database.js';
import { describeSqlInbox } from './support/describe-sql-inbox.js';
import { postgresUrl } from './support/servers.js';

const connectionString = await postgresUrl();

function open(effects: string, options?: string): Promise<Database<PoolClient>> {
  const pool = new Pool({ connectionString, max: 2, options });
  pool.on('error', () => undefined);
  return Promise.resolve({
    executor: pgExecutor(pool),
    write: (client, text) => client.query(`INSERT INTO ${effects} (text) VALUES ($1)`, [text]),
    end: (client) => client.query('COMMIT'),
    close: () => pool.end(),
  });
}

describe.skipIf(connectionString === undefined)('PostgreSQL', () => {
  describeSqlInbox({ name: 'pg', open: (effects) => open(effects) });

  let clients = 0;
  describeSqlInbox({
    name: 'pg, sessions serializable and each in a time zone of its own',
    open: (effects) =>
      open(
        effects,
        `-c default_transaction_isolation=serializable -c TimeZone=Etc/GMT+${String(++clients % 12)}`,
      ),
  });
});
