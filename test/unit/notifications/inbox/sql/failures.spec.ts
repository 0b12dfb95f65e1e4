import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { type PgClient, pgExecutor, SqlInbox } from '../../../../../lib/notifications/inbox/sql/index.js';
import { FakeExecutor } from './fake-executor.js';

const nothing = (): Promise<void> => Promise.resolve();
const failure = new Error('The handler failed.');
const fails = (): Promise<void> => Promise.reject(failure);
const ENDED = 'The transaction ended before';

describe('a handler that fails', () => {
  it('is forgotten where it committed by itself', async () => {
    const executor = new FakeExecutor('postgres', (sql) =>
      sql.includes('AS left_behind') ? [{ one: 1 }] : undefined,
    );
    await expect(new SqlInbox(executor).once('key', 'outcome', fails)).rejects.toBe(failure);
    expect(executor.count(/^DELETE/)).toBe(1);
  });

  it('deletes nothing where its row was rolled back', async () => {
    const executor = new FakeExecutor('postgres');
    await expect(new SqlInbox(executor).once('key', 'outcome', fails)).rejects.toBe(failure);
    expect([executor.count(/AS left_behind/), executor.count(/DELETE/)]).toEqual([1, 0]);
  });

  it('rejects with its own error, whatever else fails afterwards', async () => {
    const executor = new FakeExecutor('mysql', (sql) =>
      /^(INSERT|SAVEPOINT)/.test(sql) ? undefined : new Error('The database is away.'),
    );
    executor.transaction = async (work) => {
      await work('the transaction').catch(() => undefined);
      throw new Error('The rollback failed.');
    };
    await expect(new SqlInbox(executor).once('key', 'outcome', fails)).rejects.toBe(failure);
  });

  it('rejects with its own error where the library resolves, because the handler had ended the transaction', async () => {
    const executor = new FakeExecutor('postgres');
    executor.transaction = async (work) => {
      const worked = work('the transaction');
      worked.catch(() => undefined);
      return (await Promise.race([worked, sleep(1)])) as Awaited<typeof worked>;
    };
    let through = false;
    const work = async (): Promise<void> => {
      await sleep(20);
      through = true;
      throw failure;
    };
    await expect(new SqlInbox(executor).once('key', 'outcome', work)).rejects.toBe(failure);
    expect(through).toBe(true);
  });
});

describe('what a handler left with its library to be written later', () => {
  it('is written when it is through, before the notification is done and its locks are free', async () => {
    const executor = new FakeExecutor('mysql');
    const flushed: unknown[] = [];
    const flush = (transaction: unknown): Promise<void> => {
      flushed.push(
        transaction,
        executor.count(/^tx SAVEPOINT/),
        executor.count(/RELEASE SAVEPOINT|done = TRUE/),
      );
      return Promise.resolve();
    };
    const inbox = new SqlInbox(Object.assign(executor, { flush }));
    expect(await inbox.once('key', 'outcome', nothing)).toEqual({ status: 'ran' });
    expect(flushed).toEqual(['the transaction', 1, 0]);
  });

  it('fails the handler where it cannot be written', async () => {
    const executor = new FakeExecutor('postgres');
    const inbox = new SqlInbox(Object.assign(executor, { flush: fails }));
    await expect(inbox.once('key', 'outcome', nothing)).rejects.toBe(failure);
    expect(executor.count(/done = true/)).toBe(0);
  });
});

describe('a COMMIT of which nobody knows what became', () => {
  it('deletes nothing unless a row is left that is not done', async () => {
    const lost = new Error('The connection is lost.');
    const executor = new FakeExecutor('postgres');
    executor.transaction = async (work) => {
      await work('the transaction');
      throw lost;
    };
    await expect(new SqlInbox(executor).once('key', 'outcome', nothing)).rejects.toBe(lost);
    expect(executor.asked.filter((sql) => !sql.startsWith('tx'))).toEqual([
      expect.stringMatching(/^SELECT 1 AS left_behind .* AND NOT done$/),
    ]);
  });
});

describe('the check behind the handler', () => {
  it.each(['postgres', 'mysql'] as const)('finds the row gone, on %s', async (dialect) => {
    const executor = new FakeExecutor(dialect, (sql) => (sql.startsWith('UPDATE') ? [] : undefined));
    await expect(new SqlInbox(executor).once('key', 'outcome', nothing)).rejects.toThrow(ENDED);
  });

  it("finds the transaction's savepoint gone, and tells what the database said of it", async () => {
    const cause = new Error('SAVEPOINT lianlian_inbox does not exist');
    const executor = new FakeExecutor('mysql', (sql) => (sql.startsWith('RELEASE') ? cause : undefined));
    const handled = new SqlInbox(executor).once('key', 'outcome', nothing);
    await expect(handled).rejects.toMatchObject({ name: 'TransactionEnded', cause });
    expect(executor.count(/^tx UPDATE/)).toBe(0);
  });
});

describe('a session of MySQL that holds its locks', () => {
  it('is not looked for where it released them', async () => {
    const executor = new FakeExecutor('mysql');
    await new SqlInbox(executor).once('key', 'outcome', nothing);
    await expect(new SqlInbox(executor).once('key', 'outcome', fails)).rejects.toBe(failure);
    expect(executor.count(/IS_USED_LOCK|KILL/)).toBe(0);
    // On their own session, before the transaction is over: with the check, and behind the failure.
    expect(executor.count(/^tx (UPDATE|SELECT) .*RELEASE_LOCK/s)).toBe(2);
    expect(executor.count(/^SELECT .*RELEASE_LOCK/s)).toBe(0);
  });

  it('is not asked for when maxHandlingMs is over and the handler has ended', async () => {
    const executor = new FakeExecutor('mysql');
    await new SqlInbox(executor).once('key', 'outcome', nothing, { maxHandlingMs: 5 });
    await sleep(20);
    expect(executor.count(/IS_USED_LOCK/)).toBe(0);
  });

  it('releases them in passing where it is back in the pool', async () => {
    const executor = new FakeExecutor('mysql', (sql, transaction) =>
      transaction !== undefined && sql.includes('RELEASE_LOCK') ? new Error('It is ended.') : undefined,
    );
    await expect(new SqlInbox(executor).once('key', 'outcome', nothing)).rejects.toThrow(ENDED);
    expect(executor.count(/IS_USED_LOCK|KILL/)).toBe(0);
  });

  it.each([
    { holder: 77, kills: ['KILL 77'] },
    { holder: null, kills: [] },
  ])('is ended where they cannot be released and the holder is $holder', async ({ holder, kills }) => {
    const executor = new FakeExecutor('mysql', (sql) => {
      if (sql.startsWith('SELECT IF(RELEASE_LOCK')) return [{ released: 0 }];
      return sql.includes('IS_USED_LOCK') ? [{ holder }] : undefined;
    });
    await expect(new SqlInbox(executor).once('key', 'outcome', fails)).rejects.toBe(failure);
    expect(executor.asked.filter((sql) => sql.startsWith('KILL'))).toEqual(kills);
  });

  it('is ended when the handler outlives maxHandlingMs, and asked for again where that fails', async () => {
    let asked = 0;
    const executor = new FakeExecutor('mysql', (sql) => {
      if (!sql.includes('IS_USED_LOCK')) return undefined;
      return asked++ === 0 ? new Error('No connection is free.') : [{ holder: 78 }];
    });
    const work = async (): Promise<void> => {
      for (let end = Date.now() + 5_000; executor.count(/KILL 78/) === 0 && Date.now() < end;) await sleep(5);
    };
    await new SqlInbox(executor).once('key', 'outcome', work, { maxHandlingMs: 5 });
    expect([asked, executor.count(/KILL 78/)]).toEqual([2, 1]);
  });

  it('is left alone when the handler ended before the reply came', async () => {
    const executor = new FakeExecutor('mysql');
    let release = (): void => undefined;
    const query = executor.query.bind(executor);
    executor.query = async (sql, params, transaction) => {
      if (sql.includes('IS_USED_LOCK')) await new Promise<void>((resolve) => (release = resolve));
      return query(sql, params, transaction);
    };
    await new SqlInbox(executor).once('key', 'outcome', () => sleep(30), { maxHandlingMs: 5 });
    release();
    await sleep(5);
    expect(executor.count(/KILL/)).toBe(0);
  });
});

describe('a transaction of pg', () => {
  /** A client that answers COMMIT with the tag. */
  function executorOf(tag: string) {
    const client: PgClient = {
      on: () => undefined,
      removeListener: () => undefined,
      release: () => undefined,
      query: (sql) => Promise.resolve({ rows: [], rowCount: 1, command: sql === 'COMMIT' ? tag : '' }),
    };
    const pool = { query: (sql: string) => client.query(sql, []), connect: () => Promise.resolve(client) };
    return pgExecutor(pool);
  }

  it('resolves where it commits', async () => {
    expect(await executorOf('COMMIT').transaction(() => Promise.resolve(1))).toBe(1);
  });

  it('rejects where it was rolled back by its COMMIT', async () => {
    await expect(executorOf('ROLLBACK').transaction(() => Promise.resolve(1))).rejects.toThrow(ENDED);
  });
});

describe('purge', () => {
  it('goes on until a batch is not full, and adds up', async () => {
    const batches = [10_000, 10_000, 3];
    const executor = new FakeExecutor('postgres', () => [{ purged: batches.shift() }]);
    expect(await new SqlInbox(executor).purge()).toBe(20_003);
    expect(batches).toEqual([]);
  });
});
