import type { SqlParameter } from '../sql-executor.js';
import { sqliteExecutor, type SqliteExecutor } from './sqlite/sqlite-executor.js';

/** What is used of a `Database` of better-sqlite3. */
export interface BetterSqlite3Database {
  prepare(sql: string): {
    readonly reader: boolean;
    all(...params: SqlParameter[]): unknown[];
    run(...params: SqlParameter[]): unknown;
  };
  exec(sql: string): unknown;
  pragma(source: string): unknown;
  close(): unknown;
}

/**
 * The inbox in a file of SQLite, by better-sqlite3; the handler's transaction is a `Database` of its own, so the
 * executor takes a function that opens one, and no open one. Every transaction gets a connection: give each the settings
 * that your app needs, such as `foreign_keys`.
 *
 * For one machine and a local disk; [what to heed](https://www.sqlite.org/howtocorrupt.html) where another library opens
 * the file, too.
 *
 * @throws LianlianConfigError if the function does not open a file each time: `:memory:` and temporary databases are
 *   another one for each connection
 * @example
 * const openShop = () => {
 *   const db = new Database('shop.db'); // from 'better-sqlite3'
 *   db.pragma('journal_mode = WAL');
 *   return db;
 * };
 * const inbox = new SqlInbox(betterSqlite3Executor(openShop));
 */
export function betterSqlite3Executor<Database extends BetterSqlite3Database>(
  open: () => Database,
): SqliteExecutor<Database> {
  return sqliteExecutor({
    open,
    option: 'betterSqlite3Executor',
    what: 'a Database of better-sqlite3',
    example: "() => new Database('shop.db')",
    methods: ['prepare', 'exec', 'close', 'pragma'],
  });
}
