import { assertMethods } from '../assert-methods.js';
import type { SqlExecutor, SqlParameter, SqlResult } from '../sql-executor.js';
import { dialectNamed } from './dialect-named.js';
import { poolSizeOf, valueAt } from './pool-size.js';
import { readResult } from './read-result.js';

/** How the inbox has its statements run. */
export interface SequelizeQueryOptions<Transaction> {
  /** Null, and not undefined, for none: with `Sequelize.useCLS` undefined is the caller's transaction. */
  transaction: Transaction | null;
  bind?: unknown[];
  /** Replicas are behind. */
  useMaster: true;
}

/** What is used of a `Sequelize`. */
export interface SequelizeDatabase<Transaction> {
  getDialect(): string;
  query(sql: string, options: SequelizeQueryOptions<Transaction>): Promise<unknown>;
  transaction<T>(
    options: { isolationLevel?: string },
    work: (transaction: Transaction) => PromiseLike<T>,
  ): Promise<T>;
}

/**
 * The inbox on a `Sequelize` (6) of PostgreSQL, MySQL or MariaDB; the handler's transaction is a `Transaction`, for the
 * option of that name: `Order.update(values, { where, transaction })`.
 *
 * @throws LianlianConfigError for another kind of database, or what is none
 * @example
 * const inbox = new SqlInbox(sequelizeExecutor(sequelize));
 */
export function sequelizeExecutor<Transaction>(
  sequelize: SequelizeDatabase<Transaction>,
): SqlExecutor<Transaction> {
  assertMethods(sequelize, {
    option: 'sequelizeExecutor',
    what: 'a Sequelize',
    methods: ['getDialect', 'query', 'transaction'],
  });
  const dialect = dialectNamed('Sequelize', sequelize.getDialect());
  return {
    dialect,
    connections: () => poolSizeOf(valueAt(sequelize, ['connectionManager', 'config', 'pool'])),
    query: async (sql, params, transaction) => {
      const options = { transaction: transaction ?? null, useMaster: true } as const;
      const statement = dialect === 'mysql' ? withDollars(sql, params) : { sql, bind: [...params] };
      // Without parameters it is sent as text.
      const bind = statement.bind.length > 0 ? { bind: statement.bind } : {};
      return resultOf(await sequelize.query(statement.sql, { ...options, ...bind }));
    },
    transaction: (work) => sequelize.transaction({ isolationLevel: 'READ COMMITTED' }, work),
  };
}

/**
 * Sequelize binds `$1`, whatever the database. Numbers are written out: mysql2 would send them as floating-point ones,
 * of which MySQL takes none for a LIMIT.
 */
function withDollars(sql: string, params: readonly SqlParameter[]): { sql: string; bind: unknown[] } {
  const bind: unknown[] = [];
  let index = 0;
  const text = sql.replace(/\?/g, () => {
    const param = params[index++];
    return typeof param === 'number' ? String(param) : `$${String(bind.push(param))}`;
  });
  return { sql: text, bind };
}

/** The rows and what the driver told beside them; for an INSERT its id or its rows, and how many rows it wrote. */
function resultOf(result: unknown): SqlResult {
  const [first, told] = Array.isArray(result) ? (result as unknown[]) : [];
  const rows = Array.isArray(first) ? (first as unknown[]) : [];
  return { rows, affected: typeof told === 'number' ? told : readResult(told).affected };
}
