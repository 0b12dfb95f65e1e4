import { defineEntity, p } from '@mikro-orm/core';
import { MikroORM as MariaDb } from '@mikro-orm/mariadb';
import { MikroORM as PostgreSql } from '@mikro-orm/postgresql';
import { mikroOrmExecutor, SqlInbox } from 'nestjs-lianlian/sql';
import { describe, expect, it } from 'vitest';

import { mysqlUrl, postgresUrl } from '../../e2e/notifications/inbox/sql/support/servers.js';
import { ownDatabase } from '../support/own-database.js';

const [postgres, mysql] = [await postgresUrl(), await mysqlUrl()];

const Order = defineEntity({ name: 'Order', properties: { id: p.integer().primary() } });
const entities = [Order];
const skipping = { schemaGenerator: { skipTables: ['lianlian_inbox'] } };

async function openPostgres(clientUrl: string, options: object) {
  const orm = await PostgreSql.init({ clientUrl, entities, ...options });
  return {
    schema: orm.schema,
    inbox: new SqlInbox(mikroOrmExecutor(orm.em, 'postgres')),
    close: () => orm.close(),
  };
}

async function openMariaDb(url: string, options: object) {
  const orm = await MariaDb.init({ clientUrl: url.replace('mysql:', 'mariadb:'), entities, ...options });
  return {
    schema: orm.schema,
    inbox: new SqlInbox(mikroOrmExecutor(orm.em, 'mysql')),
    close: () => orm.close(),
  };
}

const servers = [
  { name: 'PostgreSQL', server: postgres, open: openPostgres },
  { name: 'MySQL or MariaDB', server: mysql, open: openMariaDb },
];

describe.each(servers.filter(({ server }) => server !== undefined))('on $name', ({ server = '', open }) => {
  it("MikroORM's schema generator drops the inbox's table, unless it is told to skip it", async () => {
    const database = await ownDatabase(server);
    const careless = await open(database.url, {});
    const careful = await open(database.url, skipping);
    const { inbox } = careful;
    await inbox.ensureSchema();
    await inbox.once('a key', 'an outcome', () => Promise.resolve());

    expect(await careless.schema.getUpdateSchemaSQL()).toMatch(/drop table .*lianlian_inbox/);
    expect(await careful.schema.getUpdateSchemaSQL()).not.toContain('lianlian_inbox');
    await careful.schema.update();
    expect(await inbox.recall('a key')).toBe('an outcome');
    await careless.schema.update();
    await expect(inbox.recall('a key')).rejects.toThrow('lianlian_inbox');

    await Promise.all([careful.close(), careless.close()]);
    await database.drop();
  });
});
