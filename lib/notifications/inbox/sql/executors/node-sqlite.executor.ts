import type { SqlParameter } from '../sql-executor.js';
import { sqliteExecutor, type SqliteExecutor } from './sqlite/sqlite-executor.js';

/** What is used of a `DatabaseSync`. */
export interface NodeSqliteDatabase {
  prepare(sql: string): {
    all(...params: SqlParameter[]): unknown[];
    run(...params: SqlParameter[]): unknown;
  };
  exec(sql: string): unknown;
  createSession(): unknown;
  close(): unknown;
}

/**
 * The inbox in a file of SQLite, by `node:sqlite` (Node 22.13 or newer); the handler's transaction is a `DatabaseSync`
 * of its own, so the executor takes a function that opens one, and no open one. Every transaction gets a connection: give
 * each the settings that your app needs.
 *
 * For one machine and a local disk; [what to heed](https://www.sqlite.org/howtocorrupt.html) where another library opens
 * the file, too.
 *
 * @throws LianlianConfigError if the function does not open a file each time: `:memory:` and temporary databases are
 *   another one for each connection
 * @example
 * const openShop = () => {
 *   const db = new DatabaseSync('shop.db'); // from 'node:sqlite'
 *   db.exec('PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL');
 *   return db;
 * };
 * const inbox = new SqlInbox(nodeSqliteExecutor(openShop));
 */
export function nodeSqliteExecutor<Database extends NodeSqliteDatabase>(
  open: () => Database,
): SqliteExecutor<Database> {
  return sqliteExecutor({
    open,
    option: 'nodeSqliteExecutor',
    what: 'a DatabaseSync of node:sqlite',
    example: "() => new DatabaseSync('shop.db')",
    methods: ['prepare', 'exec', 'close', 'createSession'],
  });
}
