import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { despiteConflicts } from '../../../../../../lib/notifications/inbox/sql/conflicts.js';
import { type SqlExecutor, SqlInbox } from '../../../../../../lib/notifications/inbox/sql/index.js';
import { countEffects, type Database, dropTables, type Fixture, tableName } from './database.js';
import { meeting } from './meeting.js';

const nothing = (): Promise<void> => Promise.resolve();

/** What a database adds to the conformance suite. */
export function sqlInboxCases<Transaction>(fixture: Fixture<Transaction>): void {
  const { library, effects, open, close, reader } = fixture;
  const effectsOf = (key: string): Promise<number> => countEffects(reader().executor, effects, key);
  const writing = (key: string) => async (transaction?: Transaction) => {
    await reader().write(transaction as Transaction, key);
  };

  it('many processes may create the table at once', async () => {
    const other = tableName('schema');
    const databases = await Promise.all(Array.from({ length: 4 }, () => library.open(effects)));
    const inboxes = [...databases, ...databases].map(
      ({ executor }) => new SqlInbox(executor, { table: other }),
    );
    await Promise.all(inboxes.map((inbox) => inbox.ensureSchema()));
    expect(await inboxes[0]?.once('a key', 'an outcome', nothing)).toEqual({ status: 'ran' });
    await inboxes[0]?.ensureSchema();
    expect(await inboxes[1]?.recall('a key')).toBe('an outcome');
    await dropTables(reader().executor, [other]);
    await Promise.all(databases.map((database) => database.close()));
  });

  it('a table of an earlier version is refused, with what to do', async () => {
    const old = tableName('old');
    const { executor } = reader();
    await executor.query(
      `CREATE TABLE ${old} (inbox_key varchar(100) PRIMARY KEY, token varchar(36), leased_until timestamp, done_at timestamp NULL)`,
      [],
    );
    const inbox = new SqlInbox(executor, { table: old });
    await expect(inbox.ensureSchema()).rejects.toThrow(`'${old}' has other columns than this version`);
    await dropTables(executor, [old]);
  });

  it('of 8 copies of each of 40 orders at once, one each takes effect, and none fails', async () => {
    const inboxes = await Promise.all(Array.from({ length: 4 }, open));
    const orders = Array.from({ length: 40 }, () => randomUUID());
    const copies = orders.flatMap((key) => [...inboxes, ...inboxes].map((inbox) => ({ key, inbox })));
    const results = await Promise.all(
      copies.map(({ key, inbox }, copy) => inbox.once(key, `copy ${String(copy)}`, writing(key))),
    );
    expect(results.filter(({ status }) => status === 'ran')).toHaveLength(40);
    expect(await Promise.all(orders.map(effectsOf))).toEqual(orders.map(() => 1));
    await Promise.all(inboxes.map(close));
  });

  // An embedded database has one connection: copies wait for it.
  if (library.embedded) return;

  it('the second of two transactions of one order is told busy at once, and then which one paid it', async () => {
    const [first, second] = [await open(), await open()];
    const key = randomUUID();
    let told: unknown;
    const ran = await first.once(key, 'transaction 1', async (transaction) => {
      await writing(key)(transaction);
      told = await second.once(key, 'transaction 2', writing(key));
    });
    expect([ran, told]).toEqual([{ status: 'ran' }, { status: 'busy' }]);
    expect(await second.once(key, 'transaction 2', writing(key))).toEqual({
      status: 'done',
      outcome: 'transaction 1',
    });
    expect(await effectsOf(key)).toBe(1);
    await Promise.all([first, second].map(close));
  });

  // One writer waits for nobody's row.
  if (library.sqlite !== true) {
    it('a deadlock is known as one, whatever the library made of it, and what it gave up runs anew', async () => {
      const rows = tableName('rows');
      const databases = [await library.open(effects), await library.open(effects)];
      const { executor: first } = databases[0] as Database<Transaction>;
      await first.query(`CREATE TABLE ${rows} (id int PRIMARY KEY, n int NOT NULL)`, []);
      await first.query(`INSERT INTO ${rows} VALUES (1, 0), (2, 0)`, []);
      const gate = meeting();
      let runs = 0;
      const addTo = (executor: SqlExecutor<Transaction>, ids: readonly [string, string]) =>
        executor.transaction(async (transaction) => {
          runs++;
          const add = (id: string) =>
            executor.query(`UPDATE ${rows} SET n = n + 1 WHERE id = ${id}`, [], transaction);
          await add(ids[0]);
          await gate();
          await add(ids[1]);
        });
      await Promise.all(
        databases.map(({ executor }, index) =>
          despiteConflicts(() => addTo(executor, index === 0 ? ['1', '2'] : ['2', '1'])),
        ),
      );
      // What was given up may begin anew before the other one goes on, and be given up again.
      expect(runs).toBeGreaterThanOrEqual(3);
      const { rows: sums } = await first.query(`SELECT n FROM ${rows}`, []);
      expect(sums.map((row) => Object.values(row as object).map(Number))).toEqual([[2], [2]]);
      await dropTables(first, [rows]);
      await Promise.all(databases.map((database) => database.close()));
    });
  }

  it('a handler that hangs is rolled back after maxHandlingMs, and its late write fails', async () => {
    const [hanging, next] = [await open(), await open()];
    const key = randomUUID();
    let lateWrite: Promise<void> | undefined;
    const hung = hanging.once(
      key,
      'late',
      async (transaction) => {
        await writing(key)(transaction);
        for (const end = Date.now() + 10_000; Date.now() < end;) {
          await sleep(25);
          const { status } = await next.once(key, 'next', writing(key));
          if (status === 'ran') break;
        }
        // The handler does not notice its own failure.
        lateWrite = writing(key)(transaction);
        await lateWrite.catch(() => undefined);
      },
      { maxHandlingMs: 500 },
    );
    await expect(hung).rejects.toThrow();
    await expect(lateWrite).rejects.toThrow();
    expect([await effectsOf(key), await next.recall(key)]).toEqual([1, 'next']);
    await Promise.all([hanging, next].map(close));
  });

  it('handlers that hang give their connections back to the pool, which has two', async () => {
    const inbox = await open();
    const keys = [randomUUID(), randomUUID(), randomUUID()];
    for (const key of keys) {
      const begun: string[] = [];
      const hung = inbox.once(
        key,
        'never',
        async (transaction) => {
          await writing(key)(transaction);
          begun.push(key);
          await new Promise<never>(() => undefined);
        },
        { maxHandlingMs: 300 },
      );
      await expect(hung).rejects.toThrow();
      expect(begun).toEqual([key]);
    }
    for (const key of keys) {
      expect(await inbox.once(key, 'next', writing(key))).toEqual({ status: 'ran' });
      expect(await effectsOf(key)).toBe(1);
    }
    await close(inbox);
  });

  it('tells how many connections the pool may have, where the library does', () => {
    const tells = /^(?:pg|mysql2|TypeORM|Knex|Drizzle on (?:node-postgres|mysql2)|Sequelize)\b/.test(
      library.name,
    );
    expect(reader().executor.connections?.()).toBe(tells ? 2 : undefined);
  });
}
