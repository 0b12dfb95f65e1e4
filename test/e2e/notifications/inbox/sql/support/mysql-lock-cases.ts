import { createHash, randomUUID } from 'node:crypto';

import { expect, it } from 'vitest';

import { dropTables, type Fixture, tableName } from './database.js';
import { meeting } from './meeting.js';

/** The locks of MySQL's sessions outlive their transactions: none may stay behind in a pool. */
export function mysqlLockCases<Transaction>(fixture: Fixture<Transaction>): void {
  const { table, open, close, reader } = fixture;
  const query = (sql: string, params: readonly string[], transaction?: Transaction) =>
    reader().executor.query(sql, params, transaction);
  const value = async (sql: string, params: readonly string[], transaction?: Transaction) => {
    const { rows } = await query(sql, params, transaction);
    return Object.values(rows[0] ?? {})[0] as unknown;
  };
  /** The sessions that hold the lock of a key, and that of a run. */
  const holders = async (key: string, run: string): Promise<unknown[]> => {
    const hash = createHash('sha256').update(`\`${table}\`/${key}`).digest('hex');
    const name = "CONCAT('lianlian', SHA2(CONCAT_WS('/', DATABASE(), ?), 224))";
    return [
      await value(`SELECT IS_USED_LOCK(${name}) AS holder`, [hash]),
      await value('SELECT IS_USED_LOCK(?) AS holder', [`lianlian/${run}`]),
    ];
  };

  const failure = new Error('The handler failed.');
  const fails = (): Promise<void> => Promise.reject(failure);
  it.each<{ handler: string; ends: (transaction: Transaction) => Promise<unknown> }>([
    { handler: 'a handler that succeeds', ends: () => Promise.resolve() },
    { handler: 'one that fails', ends: fails },
    {
      handler: "one that ended the library's transaction",
      ends: (transaction) => reader().end?.(transaction) ?? Promise.resolve(),
    },
    {
      handler: "one that ended the library's transaction, and fails",
      ends: async (transaction) => {
        await reader().end?.(transaction);
        await fails();
      },
    },
    {
      handler: 'one that went to another database',
      ends: (transaction) => query('USE information_schema', [], transaction),
    },
  ])('no session keeps a lock after $handler', async ({ ends }) => {
    const inbox = await open();
    const key = randomUUID();
    let run = '';
    const during: unknown[] = [];
    await inbox
      .once(key, 'an outcome', async (given) => {
        const transaction = given as Transaction;
        run = String(await value(`SELECT run FROM ${table} WHERE inbox_key = ?`, [key], transaction));
        during.push(...(await holders(key, run)));
        await ends(transaction);
      })
      .catch(() => undefined);
    expect(during).toEqual([expect.any(Number), during[0]]);
    await expect.poll(() => holders(key, run)).toEqual([null, null]);
    // A key that is done is locked for a moment, too.
    await inbox.once(key, 'another outcome', () => Promise.resolve());
    expect((await holders(key, run))[0]).toBeNull();
    await close(inbox);
  });

  it('a handler may release every lock of its session, for want of knowing of those of the inbox', async () => {
    const inbox = await open();
    const key = randomUUID();
    const result = await inbox.once(key, 'an outcome', async (transaction) => {
      expect(Number(await value('SELECT RELEASE_ALL_LOCKS() AS n', [], transaction))).toBe(2);
    });
    expect(result).toEqual({ status: 'ran' });
    expect(await inbox.recall(key)).toBe('an outcome');
    await close(inbox);
  });

  it('a handler that swallows a deadlock, for which all of its transaction was rolled back, is told so', async () => {
    const rows = tableName('rows');
    await query(`CREATE TABLE ${rows} (id int PRIMARY KEY, n int NOT NULL) ENGINE=InnoDB`, []);
    await query(`INSERT INTO ${rows} VALUES (1, 0), (2, 0)`, []);
    const inbox = await open();
    const gate = meeting();
    const handle = (ids: readonly [string, string]) =>
      inbox.once(randomUUID(), 'an outcome', async (transaction) => {
        const add = (id: string) => query(`UPDATE ${rows} SET n = n + 1 WHERE id = ${id}`, [], transaction);
        await add(ids[0]);
        await gate();
        await add(ids[1]).catch(() => undefined);
      });
    const results = await Promise.allSettled([handle(['1', '2']), handle(['2', '1'])]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [lost] = results.filter((result) => result.status === 'rejected');
    expect(String(lost?.reason)).toMatch(
      /^TransactionEnded: The transaction ended before(?=.*deadlock).*swallowed/,
    );
    expect(Number(await value(`SELECT SUM(n) AS sum FROM ${rows}`, []))).toBe(2);
    await close(inbox);
    await dropTables(reader().executor, [rows]);
  });
}
