import { assertMethods } from '../assert-methods.js';
import type { SqlExecutor } from '../sql-executor.js';
import { readResult } from './read-result.js';

/** What is used of a PGlite transaction. */
export interface PgliteQueries {
  query(sql: string, params: unknown[]): Promise<unknown>;
}

/** What is used of a `PGlite`. */
export interface PgliteDatabase<Transaction extends PgliteQueries> extends PgliteQueries {
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
}

/**
 * The inbox on a PGlite, PostgreSQL in the process; the handler's transaction is PGlite's `Transaction`.
 *
 * PGlite has one connection: while a transaction runs, every other statement waits for it. A handler therefore
 * writes through its transaction alone; on the database itself it would wait for its own end.
 *
 * @throws LianlianConfigError for anything else
 * @example
 * const inbox = new SqlInbox(pgliteExecutor(await PGlite.create('./data')));
 */
export function pgliteExecutor<Transaction extends PgliteQueries>(
  db: PgliteDatabase<Transaction>,
): SqlExecutor<Transaction> {
  assertMethods(db, { option: 'pgliteExecutor', what: 'a PGlite', methods: ['transaction', 'query'] });
  return {
    dialect: 'postgres',
    query: async (sql, params, transaction) => readResult(await (transaction ?? db).query(sql, [...params])),
    transaction: (work) => db.transaction(work),
  };
}
