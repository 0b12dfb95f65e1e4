import { readOptions } from '../../../common/options/read-options.js';
import type { SqlDialect } from './sql-executor.js';
import { DEFAULT_TABLE, quotedTable } from './table-name.js';

/** The longest key in characters. The inbox's own keys have about 80, all ASCII. */
export const MAX_KEY_LENGTH = 512;

/** The longest outcome in characters. */
export const MAX_OUTCOME_LENGTH = 255;

const OPTIONS = ['table'] as const satisfies (keyof InboxTableOptions)[];

/** Which table the inbox uses. */
export interface InboxTableOptions {
  /** `table` or `schema.table`, an identifier of at most 48 characters. Default `'lianlian_inbox'`. */
  readonly table?: string | undefined;
}

/**
 * The statements that create the inbox's table, for the migrations of the app. Each may run again at any time.
 *
 * Run them one by one: MySQL's drivers take one statement at a time.
 *
 * @throws LianlianConfigError if the table's name is not an identifier, or the dialect or an option none that there is
 * @example
 * export class LianlianInbox1700000000000 implements MigrationInterface {
 *   async up(runner: QueryRunner) {
 *     for (const statement of inboxTableSql('mysql')) await runner.query(statement);
 *   }
 *   async down(runner: QueryRunner) {
 *     await runner.query('DROP TABLE lianlian_inbox');
 *   }
 * }
 */
export function inboxTableSql(dialect: SqlDialect, options: InboxTableOptions = {}): readonly string[] {
  const table = readOptions(options, { of: 'inboxTableSql', known: OPTIONS }, (reader) =>
    reader.anyText('table', DEFAULT_TABLE),
  );
  const name = quotedTable(dialect, table);
  const index = `${table.split('.').at(-1) ?? table}_done_at`;
  switch (dialect) {
    case 'postgres':
      return postgresTable(name, index);
    case 'mysql':
      return mysqlTable(name, index);
    case 'sqlite':
      return sqliteTable(name, index);
  }
}

/** `C` compares bytes: it is case-sensitive, and no upgrade of the system's collations reorders its index. */
function postgresTable(name: string, index: string): readonly string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${name} (
  inbox_key varchar(${String(MAX_KEY_LENGTH)}) COLLATE "C" PRIMARY KEY,
  outcome varchar(${String(MAX_OUTCOME_LENGTH)}) COLLATE "C" NOT NULL,
  run varchar(36) NOT NULL,
  done boolean NOT NULL,
  done_at timestamptz NOT NULL
)`,
    `CREATE INDEX IF NOT EXISTS "${index}" ON ${name} (done_at)`,
  ];
}

/**
 * Binary keys and outcomes: case-sensitive, without the padding of MySQL's collations, and with three bytes for each
 * UTF-16 unit half of what InnoDB indexes at most (3072). DATETIME is UTC here, whatever the session's time zone.
 */
function mysqlTable(name: string, index: string): readonly string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${name} (
  inbox_key varbinary(${String(MAX_KEY_LENGTH * 3)}) NOT NULL PRIMARY KEY,
  outcome varbinary(${String(MAX_OUTCOME_LENGTH * 3)}) NOT NULL,
  run varchar(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  done boolean NOT NULL,
  done_at datetime(6) NOT NULL,
  KEY \`${index}\` (done_at)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`,
  ];
}

/** Text is compared by its bytes. Not STRICT, which an older `sqlite3` refuses together with the whole file. */
function sqliteTable(name: string, index: string): readonly string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${name} (
  inbox_key TEXT NOT NULL PRIMARY KEY,
  outcome TEXT NOT NULL,
  run TEXT NOT NULL,
  done INTEGER NOT NULL,
  done_at TEXT NOT NULL
) WITHOUT ROWID`,
    `CREATE INDEX IF NOT EXISTS "${index}" ON ${name} (done_at)`,
  ];
}
