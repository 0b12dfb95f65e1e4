import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { betterSqlite3Executor, SqlInbox } from 'nestjs-lianlian/sql';
import { afterAll, expect, it } from 'vitest';

import { describeSqlInbox } from '../e2e/notifications/inbox/sql/support/describe-sql-inbox.js';
import { describeSqliteExecutor } from './support/describe-sqlite-executor.js';
import { describeSqliteShop } from './support/describe-sqlite-shop.js';
import { sqliteDatabase } from './support/sqlite-database.js';
import type { SqliteLibrary } from './support/sqlite-library.js';

const folder = mkdtempSync(join(tmpdir(), 'lianlian-better-sqlite3-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const library: SqliteLibrary<Database.Database> = {
  name: 'better-sqlite3',
  open: (file) => new Database(file),
  executor: betterSqlite3Executor,
};
describeSqliteExecutor(library);
describeSqliteShop(library);

for (const mode of ['WAL', 'DELETE']) {
  const openFile = (): Database.Database => {
    const db = new Database(join(folder, `${mode}.db`));
    db.pragma(`journal_mode = ${mode}`);
    return db;
  };
  describeSqlInbox<Database.Database>({
    name: `better-sqlite3, journal_mode ${mode}`,
    sqlite: true,
    open: (effects) => Promise.resolve(sqliteDatabase(betterSqlite3Executor(openFile), effects)),
  });
}

it('a handler that leaves an iterate() unfinished is told so, and the others go on when it is finished', async () => {
  const executor = betterSqlite3Executor(() => new Database(join(folder, 'iterated.db')));
  const inbox = new SqlInbox(executor);
  await inbox.ensureSchema();
  let rows: IterableIterator<unknown> | undefined;
  const handled = inbox.once('a key', 'an outcome', async (transaction) => {
    rows = transaction?.prepare('SELECT 1 UNION SELECT 2').iterate();
    rows?.next();
  });
  await expect(handled).rejects.toThrow('left an iterate() of better-sqlite3 unfinished');
  const next = inbox.once('another key', 'an outcome', () => Promise.resolve());
  rows?.return?.();
  expect(await next).toEqual({ status: 'ran' });
  expect(await inbox.recall('a key')).toBeUndefined();
  executor.close();
});
