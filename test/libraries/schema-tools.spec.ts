import { sequelizeExecutor, SqlInbox, typeormExecutor } from 'nestjs-lianlian/sql';
import { DataTypes, Sequelize } from 'sequelize';
import { DataSource, EntitySchema } from 'typeorm';
import { describe, expect, it } from 'vitest';

import { mysqlUrl, postgresUrl } from '../e2e/notifications/inbox/sql/support/servers.js';
import { ownDatabase } from './support/own-database.js';

const servers = [
  { type: 'postgres', server: await postgresUrl() },
  { type: 'mysql', server: await mysqlUrl() },
] as const;

const done = (): Promise<void> => Promise.resolve();

describe.each(servers.filter(({ server }) => server !== undefined))('on $type', ({ type, server = '' }) => {
  it("TypeORM's synchronize and migration:generate leave the inbox's table alone", async () => {
    const database = await ownDatabase(server);
    const Order = new EntitySchema({ name: 'Order', columns: { id: { type: 'int', primary: true } } });
    const dataSource = await new DataSource({ type, url: database.url, entities: [Order] }).initialize();
    const inbox = new SqlInbox(typeormExecutor(dataSource));
    await inbox.ensureSchema();
    await inbox.once('a key', 'an outcome', done);

    // What migration:generate writes into a migration.
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).join('\n')).toMatch(/^CREATE TABLE \S*order\S* [^]*$/);
    expect(upQueries.filter(({ query }) => query.includes('lianlian_inbox'))).toEqual([]);
    await dataSource.synchronize();
    expect(await inbox.recall('a key')).toBe('an outcome');

    await dataSource.destroy();
    await database.drop();
  });

  it("Sequelize's sync leaves the inbox's table alone, with alter and with force", async () => {
    const database = await ownDatabase(server);
    const sequelize = new Sequelize(database.url, { logging: false });
    sequelize.define('Order', { id: { type: DataTypes.INTEGER, primaryKey: true } });
    const inbox = new SqlInbox(sequelizeExecutor(sequelize));
    await inbox.ensureSchema();
    await inbox.once('a key', 'an outcome', done);

    await sequelize.sync({ alter: true });
    await sequelize.sync({ force: true });
    expect(await inbox.recall('a key')).toBe('an outcome');

    await sequelize.close();
    await database.drop();
  });
});
