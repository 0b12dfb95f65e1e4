import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

import { sequelizeExecutor, SqlInbox } from 'nestjs-lianlian/sql';
import { DataTypes, Sequelize, type Transaction } from 'sequelize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { dropTables, tableName } from '../e2e/notifications/inbox/sql/support/database.js';
import { describeSqlInbox } from '../e2e/notifications/inbox/sql/support/describe-sql-inbox.js';
import { postgresUrl } from '../e2e/notifications/inbox/sql/support/servers.js';
import { expectServiceInHandlers } from './support/service-in-handlers.js';

const postgres = await postgresUrl();

const storage = new AsyncLocalStorage<Map<string, unknown>>();
// It is for every Sequelize of the process, hence the file of its own.
Sequelize.useCLS({
  run: (work: () => unknown) => storage.run(new Map(storage.getStore()), work),
  get: (name: string) => storage.getStore()?.get(name),
  set: (name: string, value: unknown) => storage.getStore()?.set(name, value),
  bind: (work: () => unknown) => AsyncLocalStorage.bind(work),
});

const connect = () => new Sequelize(postgres ?? '', { logging: false, pool: { max: 2 } });

describe.skipIf(postgres === undefined)('PostgreSQL', () => {
  describeSqlInbox<Transaction>({
    name: 'Sequelize, transactions in AsyncLocalStorage',
    open: (effects) => {
      const sequelize = connect();
      return Promise.resolve({
        executor: sequelizeExecutor(sequelize),
        write: (transaction, text) =>
          sequelize.getQueryInterface().bulkInsert(effects, [{ text }], { transaction }),
        end: (transaction) => transaction.commit(),
        nest: (transaction, work) => sequelize.transaction({ transaction }, work),
        close: () => sequelize.close(),
      });
    },
  });

  describe('Sequelize.useCLS', () => {
    const [table, notes] = [tableName('inbox'), tableName('notes')];
    const sequelize = connect();
    const Note = sequelize.define(
      'Note',
      { text: DataTypes.STRING },
      { tableName: notes, timestamps: false },
    );
    const inbox = new SqlInbox(sequelizeExecutor(sequelize), { table });
    beforeAll(async () => {
      await inbox.ensureSchema();
      await Note.sync();
    });
    afterAll(async () => {
      await dropTables(sequelizeExecutor(sequelize), [table, notes]);
      await sequelize.close();
    });

    it("a service that passes no transaction writes in the handler's, and in no other one's", () =>
      expectServiceInHandlers(inbox, {
        add: (text) => Note.create({ text }),
        count: (texts) => Note.count({ where: { text: texts } }),
      }));

    it("the inbox asks outside of its caller's transaction", async () => {
      const key = randomUUID();
      await inbox.once(key, 'an outcome', async () => {
        expect(await inbox.recall(key)).toBeUndefined();
      });
      const undone = sequelize.transaction(async () => {
        await inbox.once(`${key}/its own`, 'an outcome', () => Promise.resolve());
        throw new Error('The caller failed.');
      });
      await expect(undone).rejects.toThrow('The caller failed.');
      expect(await inbox.recall(`${key}/its own`)).toBe('an outcome');
    });
  });
});
