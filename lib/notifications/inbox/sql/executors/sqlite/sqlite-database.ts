import type { SqlParameter, SqlResult } from '../../sql-executor.js';

/** What is used of a statement of either library. Of `node:sqlite`'s there is no `reader`, and none is needed. */
interface SqliteStatement {
  readonly reader?: boolean;
  all(...params: SqlParameter[]): unknown[];
  run(...params: SqlParameter[]): unknown;
}

/** What is used of a connection of either library. */
export interface SqliteDatabase {
  prepare(sql: string): SqliteStatement;
  exec(sql: string): unknown;
  close(): unknown;
}

/** Runs one statement. What the inbox writes returns a row for each that was written, so rows are all that counts. */
export function runOn(
  database: SqliteDatabase,
  sql: string,
  params: readonly SqlParameter[] = [],
): SqlResult {
  const statement = database.prepare(sql);
  // better-sqlite3 has no rows to give for a statement without any, and says so with an error.
  if (statement.reader === false) {
    statement.run(...params);
    return { rows: [], affected: 0 };
  }
  const rows = statement.all(...params);
  return { rows, affected: rows.length };
}
