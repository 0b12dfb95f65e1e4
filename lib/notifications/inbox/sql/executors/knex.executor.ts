import { assertMethods } from '../assert-methods.js';
import type { SqlExecutor } from '../sql-executor.js';
import { dialectNamed } from './dialect-named.js';
import { poolSizeOf, valueAt } from './pool-size.js';
import { withQuestionMarks } from './question-marks.js';
import { readResult } from './read-result.js';

/** What is used of a `Knex.Transaction`. */
export interface KnexQueries {
  raw(sql: string, bindings: (string | number | Uint8Array)[]): PromiseLike<unknown>;
}

/** What is used of a `Knex`. */
export interface KnexDatabase<Transaction extends KnexQueries> extends KnexQueries {
  readonly client: { readonly dialect: string };
  transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    config: { isolationLevel: 'read committed' },
  ): Promise<T>;
}

/**
 * The inbox on a Knex of PostgreSQL (`pg`) or MySQL (`mysql2`, `mysql`); the handler's transaction is a
 * `Knex.Transaction`.
 *
 * @throws LianlianConfigError for another kind of database, or what is none
 * @example
 * const inbox = new SqlInbox(knexExecutor(knex({ client: 'mysql2', connection: process.env.DATABASE_URL })));
 */
export function knexExecutor<Transaction extends KnexQueries>(
  knex: KnexDatabase<Transaction>,
): SqlExecutor<Transaction> {
  assertMethods(knex, { option: 'knexExecutor', what: 'a Knex', methods: ['raw', 'transaction'] });
  return {
    dialect: dialectNamed('Knex', knex.client.dialect),
    connections: () => poolSizeOf(valueAt(knex, ['client', 'pool'])),
    query: async (sql, params, transaction) => {
      const raw = withQuestionMarks(sql, params);
      return readResult(await (transaction ?? knex).raw(raw.sql, raw.params));
    },
    transaction: (work) => knex.transaction(work, { isolationLevel: 'read committed' }),
  };
}
