import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { nodeSqliteExecutor } from 'nestjs-lianlian/sql';
import { afterAll } from 'vitest';

import { describeSqlInbox } from '../../e2e/notifications/inbox/sql/support/describe-sql-inbox.js';
import { sqliteDatabase } from '../support/sqlite-database.js';

const folder = mkdtempSync(join(tmpdir(), 'lianlian-node-sqlite-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

for (const mode of ['WAL', 'DELETE']) {
  const openFile = (): DatabaseSync => {
    const db = new DatabaseSync(join(folder, `${mode}.db`));
    db.exec(`PRAGMA busy_timeout = 2000; PRAGMA journal_mode = ${mode}`);
    return db;
  };
  describeSqlInbox<DatabaseSync>({
    name: `node:sqlite, journal_mode ${mode}`,
    sqlite: true,
    open: (effects) => Promise.resolve(sqliteDatabase(nodeSqliteExecutor(openFile), effects)),
  });
}
