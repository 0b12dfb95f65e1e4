import mysql, { type PoolConnection } from 'mysql2/promise';
import { describe } from 'vitest';

import { mysql2Executor } from '../../../../../lib/notifications/inbox/sql/index.js';
import type { Database } from './support/database.js';
import { describeSqlInbox } from './support/describe-sql-inbox.js';
import { mysqlUrl } from './support/servers.js';

const uri = await mysqlUrl();

function open(effects: string, ...session: string[]): Promise<Database<PoolConnection>> {
  const pool = mysql.createPool({ uri: uri ?? '', connectionLimit: 2 });
  pool.pool.on('connection', (connection) => {
    for (const statement of session) connection.query(statement, () => undefined);
  });
  return Promise.resolve({
    executor: mysql2Executor(pool),
    write: (connection, text) => connection.query(`INSERT INTO ${effects} (text) VALUES (?)`, [text]),
    end: (connection) => connection.commit(),
    nest: async (connection, work) => {
      // As libraries do it.
      await connection.query('SAVEPOINT nested');
      await work(connection).catch(async (error: unknown) => {
        await connection.query('ROLLBACK TO SAVEPOINT nested');
        throw error;
      });
    },
    close: () => pool.end(),
  });
}

describe.skipIf(uri === undefined)('MySQL or MariaDB', () => {
  describeSqlInbox({ name: 'mysql2', mysql: true, open: (effects) => open(effects) });

  let clients = 0;
  describeSqlInbox({
    name: 'mysql2, sessions serializable and each in a time zone of its own',
    mysql: true,
    open: (effects) =>
      open(
        effects,
        'SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE',
        `SET SESSION time_zone = '+${String(++clients % 12)}:00'`,
      ),
  });

  // The default of MariaDB 11.6: a statement fails on a row that changed since its transaction's snapshot.
  describeSqlInbox({
    name: 'mysql2, sessions of strict snapshots',
    mysql: true,
    open: (effects) => open(effects, 'SET SESSION innodb_snapshot_isolation = ON'),
  });
});
