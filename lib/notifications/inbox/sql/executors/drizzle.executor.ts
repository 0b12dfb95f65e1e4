import { assertMethods } from '../assert-methods.js';
import type { ServerDialect, SqlExecutor, SqlParameter } from '../sql-executor.js';
import { assertServer } from './assert-server.js';
import { poolSizeOf, valueAt } from './pool-size.js';
import { withQuestionMarks } from './question-marks.js';
import { readResult } from './read-result.js';

/** What is used of a Drizzle transaction. */
export interface DrizzleQueries {
  execute(query: unknown): PromiseLike<unknown>;
}

/** What is used of a Drizzle database. */
export interface DrizzleDatabase<Transaction extends DrizzleQueries> extends DrizzleQueries {
  transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    config: { isolationLevel: 'read committed' },
  ): Promise<T>;
}

/** What is used of `sql` from `drizzle-orm`. */
export interface DrizzleSql {
  (strings: TemplateStringsArray, ...values: unknown[]): unknown;
  raw(text: string): unknown;
  join(chunks: unknown[]): unknown;
}

/** What Drizzle's database object does not tell by itself. */
export interface DrizzleExecutorOptions {
  /** `sql` from `drizzle-orm`, given here so that the inbox need not load it. */
  readonly sql: DrizzleSql;
  readonly dialect: ServerDialect;
}

/**
 * The inbox on a Drizzle database of node-postgres, PGlite or mysql2; the handler's transaction is Drizzle's own.
 *
 * @throws LianlianConfigError for anything else
 * @example
 * import { sql } from 'drizzle-orm';
 *
 * const inbox = new SqlInbox(drizzleExecutor(db, { sql, dialect: 'postgres' }));
 */
export function drizzleExecutor<Transaction extends DrizzleQueries>(
  db: DrizzleDatabase<Transaction>,
  { sql: tag, dialect }: DrizzleExecutorOptions,
): SqlExecutor<Transaction> {
  assertMethods(db, {
    option: 'drizzleExecutor',
    what: 'a database of Drizzle',
    methods: ['execute', 'transaction'],
  });
  assertServer('Drizzle', dialect);
  return {
    dialect,
    connections: () => poolSizeOf(valueAt(db, ['$client'])),
    query: async (sql, params, transaction) =>
      readResult(await (transaction ?? db).execute(statement(tag, sql, params))),
    transaction: (work) => db.transaction(work, { isolationLevel: 'read committed' }),
  };
}

function statement(tag: DrizzleSql, sql: string, params: readonly SqlParameter[]): unknown {
  const raw = withQuestionMarks(sql, params);
  const [head = '', ...texts] = raw.sql.split('?');
  const chunks = texts.flatMap((text, index) => [tag`${raw.params[index]}`, tag.raw(text)]);
  return tag.join([tag.raw(head), ...chunks]);
}
