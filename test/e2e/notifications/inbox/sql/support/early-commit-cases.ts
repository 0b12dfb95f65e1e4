import { randomUUID } from 'node:crypto';

import { expect, it } from 'vitest';

import type { OnceResult } from '../../../../../../lib/common/inbox/notification-inbox.js';
import type { SqlInbox } from '../../../../../../lib/notifications/inbox/sql/index.js';
import { countEffects, type Fixture, type Library, tableName } from './database.js';

const ENDED = 'The transaction ended before';
const failure = new Error('The handler failed.');
const nothing = (): Promise<void> => Promise.resolve();

/** Handlers that commit before they are through. */
export function earlyCommitCases<Transaction>(fixture: Fixture<Transaction>): void {
  const { library, effects, open, close, reader } = fixture;
  const statement = (sql: string, transaction: Transaction) => reader().executor.query(sql, [], transaction);
  const once = (
    inbox: SqlInbox<Transaction>,
    key: string,
    work: (transaction: Transaction) => Promise<unknown>,
  ): Promise<OnceResult> =>
    inbox.once(key, 'an outcome', async (transaction) => {
      await work(transaction as Transaction);
    });

  const ends = endsOf(library, effects);
  it.each(ends)('a handler that runs $sql and succeeds is told so, and its key is free', async ({ sql }) => {
    const inbox = await open();
    const key = randomUUID();
    const handled = once(inbox, key, async (transaction) => {
      for (const each of sql) await statement(each, transaction).catch(() => undefined);
    });
    await expect(handled).rejects.toThrow(ENDED);
    expect(await inbox.recall(key)).toBeUndefined();
    expect(await inbox.once(key, 'the next one', nothing)).toEqual({ status: 'ran' });
    await close(inbox);
  });

  it("savepoints and the library's own nested transactions are the handler's to use", async () => {
    const inbox = await open();
    const key = randomUUID();
    const result = await once(inbox, key, async (transaction) => {
      await reader().write(transaction, key);
      const { nest } = reader();
      if (nest === undefined) return;
      await nest(transaction, async (nested) => {
        await reader().write(nested, key);
      });
      const undone = nest(transaction, async (nested) => {
        await reader().write(nested, key);
        throw failure;
      });
      await expect(undone).rejects.toThrow();
    });
    expect(result).toEqual({ status: 'ran' });
    expect(await countEffects(reader().executor, effects, key)).toBe(reader().nest === undefined ? 1 : 2);
    await close(inbox);
  });

  // An embedded database has one connection: copies wait for it.
  if (library.embedded) return;

  const commits = library.mysql ? ends.filter(({ commits }) => commits) : [{ sql: ['COMMIT'] }];
  it.each([...commits.map(({ sql }) => sql), ['what the library has for COMMIT']])(
    'while a handler runs that committed (%s), copies are busy; when it fails, the key is free',
    async (...sql) => {
      const [inbox, other] = [await open(), await open()];
      const key = randomUUID();
      const told: unknown[] = [];
      const handled = once(inbox, key, async (transaction) => {
        await reader().write(transaction, key);
        if (sql[0]?.startsWith('what'))
          await (reader().end?.(transaction) ?? statement('COMMIT', transaction));
        else for (const each of sql) await statement(each, transaction);
        // In the same process, too, where the session may be back in the pool.
        for (const copy of [inbox, other, inbox]) told.push(await copy.once(key, 'another outcome', nothing));
        told.push(await other.recall(key));
        throw failure;
      });
      await expect(handled).rejects.toBe(failure);
      expect(told).toEqual([{ status: 'busy' }, { status: 'busy' }, { status: 'busy' }, undefined]);
      expect(await countEffects(reader().executor, effects, key)).toBe(1);
      expect(await other.once(key, 'the next one', nothing)).toEqual({ status: 'ran' });
      await Promise.all([inbox, other].map(close));
    },
  );
}

interface End {
  readonly sql: string[];
  readonly commits?: true;
}

function endsOf<Transaction>({ mysql, sqlite }: Library<Transaction>, effects: string): readonly End[] {
  if (mysql) return mysqlEnds(effects);
  return sqlite ? sqliteEnds(effects) : POSTGRES_ENDS;
}

/** What of SQLite ends a transaction, or makes another one of it. */
function sqliteEnds(effects: string): readonly End[] {
  return [
    { sql: ['END'] },
    { sql: ['COMMIT', 'BEGIN IMMEDIATE'] },
    { sql: ['ROLLBACK', 'BEGIN EXCLUSIVE'] },
    { sql: [`INSERT OR ROLLBACK INTO ${effects} VALUES (NULL)`] },
    { sql: ['RELEASE SAVEPOINT lianlian_inbox'] },
    { sql: ['ROLLBACK', 'SAVEPOINT its_own'] },
  ];
}

/** What of PostgreSQL ends a transaction, or makes another one of it. Errors are swallowed. */
const POSTGRES_ENDS: readonly End[] = [
  { sql: ['SELECT 1/0', 'ROLLBACK', 'BEGIN'] },
  { sql: ['ROLLBACK', 'DISCARD ALL', 'BEGIN'] },
  { sql: ['COMMIT AND CHAIN'] },
  { sql: ['ROLLBACK AND CHAIN'] },
  { sql: ['DISCARD ALL'] },
  { sql: ["PREPARE TRANSACTION 'lianlian'"] },
  { sql: ['SET LOCAL ROLE pg_read_all_stats'] },
];

/** What commits on MySQL and MariaDB without saying so, and what begins anew. */
function mysqlEnds(effects: string): readonly End[] {
  const made = tableName('made');
  return [
    { sql: ['START TRANSACTION'], commits: true },
    { sql: ['BEGIN', 'BEGIN'], commits: true },
    { sql: ['COMMIT AND CHAIN'], commits: true },
    { sql: ['ROLLBACK AND CHAIN'] },
    { sql: ['ROLLBACK', 'START TRANSACTION'] },
    { sql: ['START TRANSACTION', 'ROLLBACK', 'START TRANSACTION'], commits: true },
    { sql: [`CREATE TABLE ${made} (id int)`, `DROP TABLE ${made}`], commits: true },
    { sql: [`LOCK TABLES ${effects} WRITE`, 'UNLOCK TABLES'], commits: true },
    { sql: ['SET autocommit = 0', 'SET autocommit = 1'], commits: true },
    { sql: [`ANALYZE TABLE ${effects}`], commits: true },
    { sql: ['COMMIT', "XA START 'lianlian'", "XA END 'lianlian'", "XA ROLLBACK 'lianlian'"], commits: true },
  ];
}
