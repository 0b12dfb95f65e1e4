import { DataSource, type DataSourceOptions, type EntityManager, EntitySchema } from 'typeorm';
import { describe } from 'vitest';

import { typeormExecutor } from '../../../../../lib/notifications/inbox/sql/index.js';
import type { Database } from './support/database.js';
import { describeSqlInbox } from './support/describe-sql-inbox.js';
import { mysqlUrl, postgresUrl } from './support/servers.js';

const [postgres, mysql] = [await postgresUrl(), await mysqlUrl()];

async function open(options: DataSourceOptions, effects: string): Promise<Database<EntityManager>> {
  const Effect = new EntitySchema<{ text: string }>({
    name: effects,
    tableName: effects,
    columns: { text: { type: 'varchar', primary: true } },
  });
  const dataSource = new DataSource({ ...options, entities: [Effect] });
  await dataSource.initialize();
  return {
    executor: typeormExecutor(dataSource),
    write: (manager, text) => manager.getRepository(Effect).insert({ text }),
    end: async (manager) => {
      await manager.queryRunner?.commitTransaction();
      await manager.queryRunner?.release();
    },
    nest: (manager, work) => manager.transaction(work),
    close: () => dataSource.destroy(),
  };
}

describe.skipIf(postgres === undefined)('PostgreSQL', () => {
  describeSqlInbox({
    name: 'TypeORM',
    open: (effects) => open({ type: 'postgres', url: postgres ?? '', poolSize: 2 }, effects),
  });
});

describe.skipIf(mysql === undefined)('MySQL or MariaDB', () => {
  describeSqlInbox({
    name: 'TypeORM',
    mysql: true,
    open: (effects) => open({ type: 'mysql', url: mysql ?? '', poolSize: 2 }, effects),
  });
});
