import type { SqliteExecutor } from 'nestjs-lianlian/sql';

/** What both libraries have in common, as an app uses it. */
export interface Connection {
  prepare(sql: string): { all(...params: string[]): unknown[]; run(...params: string[]): unknown };
  exec(sql: string): unknown;
  close(): unknown;
}

/** A library of SQLite under test. */
export interface SqliteLibrary<Database extends Connection> {
  readonly name: string;
  open(file: string): Database;
  executor(open: () => Database): SqliteExecutor<Database>;
}

/** The first column of the first row. */
export function valueOf(database: Connection, sql: string): unknown {
  const [row] = database.prepare(sql).all();
  return Object.values(row as Record<string, unknown>)[0];
}
