import { randomUUID } from 'node:crypto';

import { EntitySchema, MikroORM as MariaDb } from '@mikro-orm/mariadb';
import { MikroORM as PostgreSql } from '@mikro-orm/postgresql';
import { mikroOrmExecutor, SqlInbox } from 'nestjs-lianlian/sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { dropTables, tableName } from '../../e2e/notifications/inbox/sql/support/database.js';
import { describeSqlInbox } from '../../e2e/notifications/inbox/sql/support/describe-sql-inbox.js';
import { mysqlUrl, postgresUrl } from '../../e2e/notifications/inbox/sql/support/servers.js';
import { expectServiceInHandlers } from '../support/service-in-handlers.js';

const [postgres, mysql] = [await postgresUrl(), await mysqlUrl()];

const schemas = new Map<string, EntitySchema<{ text: string }>>();

/** The same for all clients: one writes with another one's transaction in these tests. */
function effectIn(table: string): EntitySchema<{ text: string }> {
  const known = schemas.get(table);
  if (known !== undefined) return known;
  const schema = new EntitySchema<{ text: string }>({
    name: 'Effect',
    tableName: table,
    properties: { text: { type: 'string', primary: true } },
  });
  schemas.set(table, schema);
  return schema;
}

async function openPostgres(effects: string) {
  const Effect = effectIn(effects);
  const orm = await PostgreSql.init({ clientUrl: postgres ?? '', entities: [Effect], pool: { max: 2 } });
  return {
    executor: mikroOrmExecutor(orm.em, 'postgres'),
    write: (em: typeof orm.em, text: string) => em.insert(Effect, { text }),
    end: (em: typeof orm.em) => em.commit(),
    nest: (em: typeof orm.em, work: (nested: typeof orm.em) => Promise<void>) => em.transactional(work),
    close: () => orm.close(),
  };
}

async function openMariaDb(effects: string) {
  const Effect = effectIn(effects);
  const clientUrl = mysql?.replace('mysql:', 'mariadb:') ?? '';
  const orm = await MariaDb.init({ clientUrl, entities: [Effect], pool: { max: 2 } });
  return {
    executor: mikroOrmExecutor(orm.em, 'mysql'),
    write: (em: typeof orm.em, text: string) => em.insert(Effect, { text }),
    end: (em: typeof orm.em) => em.commit(),
    nest: (em: typeof orm.em, work: (nested: typeof orm.em) => Promise<void>) => em.transactional(work),
    close: () => orm.close(),
  };
}

describe.skipIf(postgres === undefined)('PostgreSQL', () => {
  describeSqlInbox({ name: 'MikroORM', open: openPostgres });

  describe('a handler with a unit of work', () => {
    const [table, notes] = [tableName('inbox'), tableName('notes')];
    const Note = effectIn(notes);
    let orm: PostgreSql;
    const inbox = () => new SqlInbox(mikroOrmExecutor(orm.em, 'postgres'), { table });
    const count = (text: string) => orm.em.fork().count(Note, { text });
    beforeAll(async () => {
      orm = await PostgreSql.init({ clientUrl: postgres ?? '', entities: [Note], pool: { max: 2 } });
      await inbox().ensureSchema();
      await orm.em.fork().execute(`CREATE TABLE ${notes} (text varchar(600) PRIMARY KEY)`);
    });
    afterAll(async () => {
      await dropTables(mikroOrmExecutor(orm.em, 'postgres'), [table, notes]);
      await orm.close();
    });

    it('commits what it persisted and did not flush, together with the notification', async () => {
      const key = randomUUID();
      const result = await inbox().once(key, 'an outcome', async (em) => {
        em?.persist(em.create(Note, { text: key }));
        expect(await count(key)).toBe(0);
      });
      expect(result).toEqual({ status: 'ran' });
      expect([await count(key), await inbox().recall(key)]).toEqual([1, 'an outcome']);
    });

    it('fails where what it persisted cannot be written, and is not remembered', async () => {
      const [key, taken] = [randomUUID(), randomUUID()];
      await orm.em.fork().insert(Note, { text: taken });
      const handled = inbox().once(key, 'an outcome', (em) => {
        em?.persist([em.create(Note, { text: key }), em.create(Note, { text: taken })]);
        return Promise.resolve();
      });
      await expect(handled).rejects.toThrow('duplicate key');
      expect([await count(key), await inbox().recall(key)]).toEqual([0, undefined]);
    });

    it("has the app's own EntityManager write in its transaction, and in no other one's", () =>
      expectServiceInHandlers(inbox(), {
        add: (text) => orm.em.persist(orm.em.create(Note, { text })).flush(),
        // In a handler orm.em is its transaction's; outside of one, and of a request, MikroORM asks for a fork.
        count: (texts) => (orm.em.isInTransaction() ? orm.em : orm.em.fork()).count(Note, { text: texts }),
      }));

    it('takes no connection from the pool for good when its own breaks', async () => {
      for (let broken = 0; broken < 3; broken++) {
        const handled = inbox().once(randomUUID(), 'an outcome', async (em) => {
          const [session] = (await em?.execute<{ pid: number }[]>('SELECT pg_backend_pid() AS pid')) ?? [];
          await orm.em
            .fork({ disableContextResolution: true })
            .execute(`SELECT 1 FROM pg_terminate_backend(${String(session?.pid)})`);
        });
        await expect(handled).rejects.toThrow('The transaction ended before');
      }
      expect(await inbox().once(randomUUID(), 'an outcome', () => Promise.resolve())).toEqual({
        status: 'ran',
      });
    });
  });
});

describe.skipIf(mysql === undefined)('MySQL or MariaDB', () => {
  describeSqlInbox({ name: 'MikroORM', mysql: true, open: openMariaDb });
});
