import type { SqliteExecutor } from 'nestjs-lianlian/sql';

import type { Database } from '../../e2e/notifications/inbox/sql/support/database.js';

interface Connection {
  prepare(sql: string): { run(text: string): unknown };
  exec(sql: string): unknown;
  close(): unknown;
}

/** A client of either library, as the shared cases of SQL take one. */
export function sqliteDatabase<Transaction extends Connection>(
  executor: SqliteExecutor<Transaction>,
  effects: string,
): Database<Transaction> {
  return {
    executor,
    write: async (db, text) => db.prepare(`INSERT INTO ${effects} (text) VALUES (?)`).run(text),
    end: async (db) => db.exec('COMMIT'),
    nest: async (db, work) => {
      db.exec('SAVEPOINT nested');
      await work(db).catch((error: unknown) => {
        db.exec('ROLLBACK TO SAVEPOINT nested');
        throw error;
      });
      db.exec('RELEASE SAVEPOINT nested');
    },
    cut: async (db) => db.close(),
    close: async () => {
      executor.close();
    },
  };
}
