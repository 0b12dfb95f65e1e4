import { sequelizeExecutor } from 'nestjs-lianlian/sql';
import { type Dialect, Sequelize, type Transaction } from 'sequelize';
import { describe } from 'vitest';

import type { Database } from '../e2e/notifications/inbox/sql/support/database.js';
import { describeSqlInbox } from '../e2e/notifications/inbox/sql/support/describe-sql-inbox.js';
import { mysqlUrl, postgresUrl } from '../e2e/notifications/inbox/sql/support/servers.js';

const [postgres, mysql] = [await postgresUrl(), await mysqlUrl()];

function open(dialect: Dialect, url: string, effects: string): Promise<Database<Transaction>> {
  const sequelize = new Sequelize(url, { dialect, logging: false, pool: { max: 2 } });
  return Promise.resolve({
    executor: sequelizeExecutor(sequelize),
    write: (transaction, text) =>
      sequelize.getQueryInterface().bulkInsert(effects, [{ text }], { transaction }),
    end: (transaction) => transaction.commit(),
    nest: (transaction, work) => sequelize.transaction({ transaction }, work),
    close: () => sequelize.close(),
  });
}

describe.skipIf(postgres === undefined)('PostgreSQL', () => {
  describeSqlInbox({ name: 'Sequelize', open: (effects) => open('postgres', postgres ?? '', effects) });
});

describe.skipIf(mysql === undefined)('MySQL or MariaDB', () => {
  describeSqlInbox({
    name: 'Sequelize',
    mysql: true,
    open: (effects) => open('mysql', mysql ?? '', effects),
  });
});
