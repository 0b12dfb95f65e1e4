import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { type SqlExecutor, SqlInbox } from '../../../../../../lib/notifications/inbox/sql/index.js';
import { countEffects, type Database, dropTables, type Library, tableName } from './database.js';

const LEASE_MS = 60_000;
/** Ends during a case, and yet not before a busy machine comes to use it. */
const SHORT_LEASE_MS = 1_500;

interface Fixture<Transaction> {
  readonly library: Library<Transaction>;
  readonly table: string;
  readonly effects: string;
  readonly open: () => Promise<SqlInbox<Transaction>>;
  readonly close: (inbox: unknown) => Promise<void>;
  readonly reader: () => Database<Transaction>;
}

/** What a database adds to the conformance suite. */
export function sqlInboxCases<Transaction>(fixture: Fixture<Transaction>): void {
  const { library, table, effects, open, close, reader } = fixture;
  const effectsOf = (key: string): Promise<number> => countEffects(reader().executor, effects, key);

  it('many processes may create the table at once', async () => {
    const other = tableName('schema');
    const databases = await Promise.all(Array.from({ length: 4 }, () => library.open(effects)));
    const inboxes = [...databases, ...databases].map(
      ({ executor }) => new SqlInbox(executor, { table: other }),
    );
    await Promise.all(inboxes.map((inbox) => inbox.ensureSchema()));
    expect((await inboxes[0]?.claim('a key', LEASE_MS))?.status).toBe('claimed');
    await inboxes[0]?.ensureSchema();
    expect((await inboxes[1]?.claim('a key', LEASE_MS))?.status).toBe('busy');
    await dropTables(reader().executor, [other]);
    await Promise.all(databases.map((database) => database.close()));
  });

  it('of 5 copies of each of 40 notifications at once, one each takes effect, and none fails', async () => {
    const inboxes = await Promise.all(Array.from({ length: 4 }, open));
    const keys = Array.from({ length: 40 }, () => randomUUID());
    const copy = async (key: string, inbox: SqlInbox<Transaction> | undefined): Promise<void> => {
      const claim = await inbox?.claim(key, LEASE_MS);
      if (claim?.status !== 'claimed') return;
      await inbox?.transact(key, claim.token, async (transaction) => {
        await reader().write(transaction, key);
      });
    };
    await Promise.all(keys.flatMap((key) => [0, 1, 2, 3, 0].map((index) => copy(key, inboxes[index]))));
    expect(await Promise.all(keys.map(effectsOf))).toEqual(keys.map(() => 1));
    await Promise.all(inboxes.map(close));
  });

  // An embedded database has one connection: there is no second one to look from, and none that breaks.
  if (!library.embedded) {
    it('while a handler runs, copies are busy at once and its lease is renewed', async () => {
      const [holder, other] = [await open(), await open()];
      const key = randomUUID();
      const token = await claimed(holder, key, SHORT_LEASE_MS);
      const committed = await holder.transact(key, token, async (transaction) => {
        await reader().write(transaction, key);
        for (let renewals = 0; renewals < 6; renewals++) {
          await sleep(100);
          expect(await holder.renew(key, token, SHORT_LEASE_MS)).toBe(true);
          expect(await other.claim(key, LEASE_MS)).toEqual({ status: 'busy' });
        }
      });
      expect(committed).toBe(true);
      expect(await effectsOf(key)).toBe(1);
      await Promise.all([holder, other].map(close));
    });
  }

  it('a handler that outlives its lease commits, as long as nobody took the key', async () => {
    const inbox = await open();
    const key = randomUUID();
    const token = await claimed(inbox, key, SHORT_LEASE_MS);
    const committed = await inbox.transact(key, token, async (transaction) => {
      await reader().write(transaction, key);
      await sleep(SHORT_LEASE_MS * 1.3);
    });
    expect([committed, await effectsOf(key)]).toEqual([true, 1]);
    await close(inbox);
  });

  // An embedded database has one connection: there is no second one to look from, and none that breaks.
  if (!library.embedded) {
    it('a handler whose key was taken meanwhile is rolled back', async () => {
      const [late, other] = [await open(), await open()];
      const key = randomUUID();
      const token = await claimed(late, key, SHORT_LEASE_MS);
      const committed = await late.transact(key, token, async (transaction) => {
        await reader().write(transaction, key);
        await sleep(SHORT_LEASE_MS * 1.3);
        await claimed(other, key);
      });
      expect([committed, await effectsOf(key)]).toEqual([false, 0]);
      expect(await other.claim(key, LEASE_MS)).toEqual({ status: 'busy' });
      await Promise.all([late, other].map(close));
    });
  }

  it('of two handlers at once with one token, one commits', async () => {
    const [first, second] = [await open(), await open()];
    const key = randomUUID();
    const token = await claimed(first, key);
    const work = async (transaction: Transaction): Promise<void> => {
      await reader().write(transaction, key);
      await sleep(150);
    };
    const committed = await Promise.all([first, second].map((inbox) => inbox.transact(key, token, work)));
    expect(committed.sort()).toEqual([false, true]);
    expect(await effectsOf(key)).toBe(1);
    await Promise.all([first, second].map(close));
  });

  it('a handler that ends the transaction itself is told so, and nothing is marked as done', async () => {
    const inbox = await open();
    const { executor } = reader();
    const key = randomUUID();
    const token = await claimed(inbox, key);
    const work = async (transaction: Transaction): Promise<void> => {
      await executor.query('ROLLBACK', [], transaction);
    };
    await expect(inbox.transact(key, token, work)).rejects.toThrow('The transaction ended before');
    expect(await inbox.claim(key, LEASE_MS)).toEqual({ status: 'busy' });
    expect(await inbox.release(key, token)).toBe(true);
    await close(inbox);
  });

  it('a handler that swallows an error of a statement loses no write silently', async () => {
    const inbox = await open();
    const { executor } = reader();
    const key = randomUUID();
    const token = await claimed(inbox, key);
    const committed = await inbox
      .transact(key, token, async (transaction) => {
        await reader().write(transaction, key);
        await executor.query('SELECT no_such_column', [], transaction).catch(() => undefined);
      })
      .catch(() => false);
    // PostgreSQL gives the transaction up, MySQL goes on: all or nothing in both.
    const status = (await inbox.claim(key, LEASE_MS)).status;
    expect([await effectsOf(key), status]).toEqual(committed ? [1, 'done'] : [0, 'busy']);
    await close(inbox);
  });

  // An embedded database has one connection: there is no second one to look from, and none that breaks.
  if (!library.embedded) {
    it('a connection that breaks in a transaction leaves nothing behind', async () => {
      const inbox = await open();
      const { executor } = reader();
      const key = randomUUID();
      const token = await claimed(inbox, key);
      const work = async (transaction: Transaction): Promise<void> => {
        await reader().write(transaction, key);
        await cutConnection(executor, transaction);
        await sleep(50);
      };
      await expect(inbox.transact(key, token, work)).rejects.toThrow();
      expect(await effectsOf(key)).toBe(0);
      expect(await inbox.claim(key, LEASE_MS)).toEqual({ status: 'busy' });
      const again = await inbox.transact(key, token, async (transaction) => {
        await reader().write(transaction, key);
      });
      expect([again, await effectsOf(key)]).toEqual([true, 1]);
      await close(inbox);
    });
  }

  it('purge deletes what was done or given up long ago, batch by batch, and nothing else', async () => {
    const inbox = await open();
    const { executor } = reader();
    await inbox.purge();
    const [held, fresh] = [randomUUID(), randomUUID()];
    await claimed(inbox, held);
    await inbox.complete(fresh, await claimed(inbox, fresh));
    for (const values of oldRows(executor, 1_203)) {
      await executor.query(
        `INSERT INTO ${table} (inbox_key, token, leased_until, done_at) VALUES ${values}`,
        [],
      );
    }
    const [first, second] = await Promise.all([inbox.purge(), inbox.purge()]);
    expect(first + second + (await inbox.purge())).toBe(1_203);
    expect(await inbox.claim(held, LEASE_MS)).toEqual({ status: 'busy' });
    expect(await inbox.claim(fresh, LEASE_MS)).toEqual({ status: 'done' });
    expect(await inbox.purge()).toBe(0);
    await close(inbox);
  });
}

async function claimed(inbox: SqlInbox, key: string, leaseMs = LEASE_MS): Promise<string> {
  const claim = await inbox.claim(key, leaseMs);
  if (claim.status !== 'claimed') throw new Error(`The key is ${claim.status}.`);
  return claim.token;
}

/** Rows of 91 days ago, every third of them never done, some hundred at a time. */
function oldRows({ dialect }: SqlExecutor, count: number): string[] {
  const old = dialect === 'mysql' ? 'UTC_TIMESTAMP(6) - INTERVAL 91 DAY' : `now() - interval '91 days'`;
  const rows = Array.from(
    { length: count },
    (_row, index) => `('old-${String(index)}', 'none', ${old}, ${index % 3 === 0 ? 'NULL' : old})`,
  );
  return Array.from({ length: Math.ceil(count / 400) }, (_chunk, index) =>
    rows.slice(index * 400, (index + 1) * 400).join(', '),
  );
}

/** The server ends the connection of a transaction, as a restart or a fail-over does. */
async function cutConnection<Transaction>(
  executor: SqlExecutor<Transaction>,
  transaction: Transaction,
): Promise<void> {
  const mysql = executor.dialect === 'mysql';
  const id = mysql ? 'SELECT connection_id() AS id' : 'SELECT pg_backend_pid() AS id';
  const { rows } = await executor.query(id, [], transaction);
  const [number] = Object.values(rows[0] as Record<string, number>);
  await executor.query(
    mysql ? `KILL ${String(number)}` : `SELECT pg_terminate_backend(${String(number)})`,
    [],
  );
}
