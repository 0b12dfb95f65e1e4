import { LianlianConfigError } from '../../../../../errors/lianlian-config.error.js';
import { assertMethods } from '../../assert-methods.js';
import { firstRow, numberIn } from '../../read-row.js';
import { sqlMessages } from '../../sql.messages.js';
import { runOn, type SqliteDatabase } from './sqlite-database.js';

/** FULL: what a COMMIT wrote is on the disk. In WAL mode better-sqlite3 has NORMAL, whose last commits a power cut undoes. */
const FULL = 2;
/** For the statements below alone, which wait for nobody but a process that recovers the file after a crash. */
const OPENING_MS = 2_000;

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
 * @throws LianlianConfigError for what is no connection, and for a database that no second connection sees
 */
export function openDatabase<Database extends SqliteDatabase>({
  open,
  option,
  what,
  example,
  methods,
}: Opener<Database>): Database {
  const database = open();
  if (database instanceof Promise) throw refusal(option, sqlMessages.asyncOpener(example));
  assertMethods(database, { option, what: sqlMessages.opened(what, example), methods });
  const [, , file] = firstRow(runOn(database, 'PRAGMA database_list'));
  if (file === '' || file === null) throw refusal(option, sqlMessages.inMemory);
  runOn(database, `PRAGMA busy_timeout = ${String(OPENING_MS)}`);
  const level = numberIn(firstRow(runOn(database, 'PRAGMA main.synchronous'))[0]) ?? FULL;
  // Also where it is FULL already: a level that nobody set changes with the mode of the file.
  database.exec(`PRAGMA main.synchronous = ${String(Math.max(level, FULL))}`);
  runOn(database, 'PRAGMA busy_timeout = 0');
  return database;
}

/**
 * The first connection, at the start, where it is seen whether the function opens one each time.
 *
 * @throws LianlianConfigError if it does not
 */
export function firstDatabase<Database extends SqliteDatabase>(opener: Opener<Database>): Database {
  const { open, option, example } = opener;
  if (typeof open !== 'function') throw refusal(option, sqlMessages.noOpener(example));
  const database = openDatabase(opener);
  const second = openDatabase(opener);
  if (second === database) throw refusal(option, sqlMessages.sharedConnection(example));
  second.close();
  return database;
}

function refusal(option: string, message: string): LianlianConfigError {
  return new LianlianConfigError([{ option, message }]);
}
