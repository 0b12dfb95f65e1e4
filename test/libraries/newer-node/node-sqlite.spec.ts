import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { nodeSqliteExecutor } from 'nestjs-lianlian/sql';
import { afterAll } from 'vitest';

import { describeSqlInbox } from '../../e2e/notifications/inbox/sql/support/describe-sql-inbox.js';
import { describeSqliteExecutor } from '../support/describe-sqlite-executor.js';
import { describeSqliteShop } from '../support/describe-sqlite-shop.js';
import { sqliteDatabase } from '../support/sqlite-database.js';
import type { SqliteLibrary } from '../support/sqlite-library.js';

const folder = mkdtempSync(join(tmpdir(), 'lianlian-node-sqlite-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const library: SqliteLibrary<DatabaseSync> = {
  name: 'node:sqlite',
  open: (file) => new DatabaseSync(file),
  executor: nodeSqliteExecutor,
};
describeSqliteExecutor(library);
describeSqliteShop(library);

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
