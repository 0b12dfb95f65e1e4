import { betterSqlite3Executor, nodeSqliteExecutor } from 'nestjs-lianlian/sql';

/** By the library that SQLITE_LIBRARY says, which is installed elsewhere than what this is bundled with. */
export async function sqliteExecutorFor(file) {
  const { SQLITE_LIBRARY: library, SQLITE_JOURNAL_MODE: mode } = process.env;
  const settings = `PRAGMA busy_timeout = 5000; PRAGMA journal_mode = ${mode}`;
  const { DatabaseSync, default: Database } = await import(/* @vite-ignore */ library);
  const opened = (db) => {
    db.exec(settings);
    return db;
  };
  return DatabaseSync === undefined
    ? betterSqlite3Executor(() => opened(new Database(file)))
    : nodeSqliteExecutor(() => opened(new DatabaseSync(file)));
}
