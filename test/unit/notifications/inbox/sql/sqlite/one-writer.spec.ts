import { describe, expect, it } from 'vitest';

import { SqlInbox } from '../../../../../../lib/notifications/inbox/sql/index.js';
import { FakeExecutor } from '../fake-executor.js';

const nothing = (): Promise<void> => Promise.resolve();
/** A key that is not done. */
const unknown = (sql: string): readonly unknown[] | undefined =>
  sql.startsWith('SELECT outcome') ? [] : undefined;

describe('an inbox on a database with one writer', () => {
  it('asks for no transaction where the key is done', async () => {
    const executor = new FakeExecutor('sqlite', (sql) =>
      sql.startsWith('SELECT outcome') ? [{ outcome: 'an outcome' }] : undefined,
    );
    const result = await new SqlInbox(executor).once('a key', 'x', nothing);
    expect(result).toEqual({ status: 'done', outcome: 'an outcome' });
    expect(executor.count(/^tx /)).toBe(0);
  });

  it.each([
    ['better-sqlite3', { code: 'SQLITE_BUSY' }],
    ['better-sqlite3 while a file is recovered', { code: 'SQLITE_BUSY_RECOVERY' }],
    ['node:sqlite', { code: 'ERR_SQLITE_ERROR', errcode: 261 }],
  ])('is busy where %s says that another connection writes', async (_library, codes) => {
    const error = Object.assign(new Error('database is locked'), codes);
    const executor = new FakeExecutor('sqlite', (sql) => (sql.startsWith('INSERT') ? error : unknown(sql)));
    expect(await new SqlInbox(executor).once('a key', 'x', nothing)).toEqual({ status: 'busy' });
  });

  it('rejects with any other error, and with one that comes after the work', async () => {
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    const refusing = (statement: RegExp, error: Error): SqlInbox =>
      new SqlInbox(new FakeExecutor('sqlite', (sql) => (statement.test(sql) ? error : unknown(sql))));
    await expect(refusing(/^INSERT/, full).once('a key', 'x', nothing)).rejects.toBe(full);
    await expect(refusing(/^UPDATE/, busy).once('a key', 'x', nothing)).rejects.toMatchObject({
      name: 'TransactionEnded',
      cause: busy,
    });
  });

  it.each([
    ['no such savepoint: lianlian_inbox', /ended it with a COMMIT or a ROLLBACK/],
    ['The database connection is not open', /Its connection was closed/],
    ['database is not open', /Its connection was closed/],
    [
      'This database connection is busy executing a query',
      /left an iterate\(\) of better-sqlite3 unfinished/,
    ],
  ])('tells what became of the transaction where the library says: %s', async (said, sentence) => {
    const executor = new FakeExecutor('sqlite', (sql) =>
      sql.startsWith('RELEASE') ? new Error(said) : unknown(sql),
    );
    await expect(new SqlInbox(executor).once('a key', 'x', nothing)).rejects.toThrow(sentence);
  });
});
