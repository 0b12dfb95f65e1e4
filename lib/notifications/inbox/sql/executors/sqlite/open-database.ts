import { LianlianConfigError } from '../../../../../errors/lianlian-config.error.js';
import { assertMethods } from '../../assert-methods.js';
import { firstRow, numberIn } from '../../read-row.js';
import { sqlMessages } from '../../sql.messages.js';
import { runOn, type SqliteDatabase } from './sqlite-database.js';

/** FULL: what a COMMIT wrote is on the disk. In WAL mode better-sqlite3 has NORMAL, whose last commits a power cut undoes. */
const FULL = 2;
/** At the start alone, where the process has nothing else to do: for another one that recovers the file after a crash. */
const STARTING_MS = 2_000;

/** How an executor gets its connections, and what they are called in its errors. */
export interface Opener<Database extends SqliteDatabase> {
  readonly open: () => Database;
  /** The option to name, such as `betterSqlite3Executor`. */
  readonly option: string;
  /** What `open` is to return, such as `a Database of better-sqlite3`. */
  readonly what: string;
  /** How that is written. */
  readonly example: string;
  /** What such a connection has, and one of another library has not. */
  readonly methods: readonly string[];
}

/**
 * A connection of the inbox's own. It waits for no lock by itself: the library's wait would stop the whole process.
 *
 * @param waitMs how long it may stand still for a lock while it is set up
 * @throws LianlianConfigError for what is no connection, and for a database that no second connection sees; an error of the
 *   library, such as SQLITE_BUSY
 */
export function openDatabase<Database extends SqliteDatabase>(
  { open, option, what, example, methods }: Opener<Database>,
  waitMs = 0,
): Database {
  const database = open();
  if (database instanceof Promise) throw refusal(option, sqlMessages.asyncOpener(example));
  assertMethods(database, { option, what: sqlMessages.opened(what, example), methods });
  try {
    setUp(database, waitMs);
  } catch (error) {
    database.close();
    throw error;
  }
  const [, , file] = firstRow(runOn(database, 'PRAGMA database_list'));
  if (file === '' || file === null) throw refusal(option, sqlMessages.inMemory);
  return database;
}

function setUp(database: SqliteDatabase, waitMs: number): void {
  runOn(database, `PRAGMA busy_timeout = ${String(waitMs)}`);
  const level = numberIn(firstRow(runOn(database, 'PRAGMA main.synchronous'))[0]) ?? FULL;
  // Also where it is FULL already: a level that nobody set changes with the mode of the file.
  database.exec(`PRAGMA main.synchronous = ${String(Math.max(level, FULL))}`);
  runOn(database, 'PRAGMA busy_timeout = 0');
}

/**
 * The first connection, at the start, where it is seen whether the function opens one each time.
 *
 * @throws LianlianConfigError if it does not
 */
export function firstDatabase<Database extends SqliteDatabase>(opener: Opener<Database>): Database {
  const { open, option, example } = opener;
  if (typeof open !== 'function') throw refusal(option, sqlMessages.noOpener(example));
  const database = openDatabase(opener, STARTING_MS);
  const second = openDatabase(opener, STARTING_MS);
  if (second === database) throw refusal(option, sqlMessages.sharedConnection(example));
  second.close();
  return database;
}

function refusal(option: string, message: string): LianlianConfigError {
  return new LianlianConfigError([{ option, message }]);
}
