import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { betterSqlite3Executor } from 'nestjs-lianlian/sql';
import { afterAll } from 'vitest';

import { describeSqlInbox } from '../e2e/notifications/inbox/sql/support/describe-sql-inbox.js';
import { sqliteDatabase } from './support/sqlite-database.js';

const folder = mkdtempSync(join(tmpdir(), 'lianlian-better-sqlite3-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

for (const mode of ['WAL', 'DELETE']) {
  const file = join(folder, `${mode}.db`);
  const openFile = (): Database.Database => {
    const db = new Database(file);
    db.pragma(`journal_mode = ${mode}`);
    return db;
  };
  describeSqlInbox<Database.Database>({
    name: `better-sqlite3, journal_mode ${mode}`,
    sqlite: true,
    open: (effects) => Promise.resolve(sqliteDatabase(betterSqlite3Executor(openFile), effects)),
  });
}
