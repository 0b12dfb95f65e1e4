import { LianlianConfigError } from '../../../../errors/lianlian-config.error.js';
import { assertMethods } from '../assert-methods.js';
import type { SqlExecutor } from '../sql-executor.js';
import { sqlMessages } from '../sql.messages.js';
import { poolSizeOf } from './pool-size.js';
import { readResult } from './read-result.js';

interface Mysql2Queries {
  query(options: { sql: string; values: unknown[]; rowsAsArray: boolean }): Promise<unknown>;
}

/** What is used of a `PoolConnection` of `mysql2/promise`. */
export interface Mysql2Connection extends Mysql2Queries {
  beginTransaction(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  release(): void;
  destroy(): void;
}

/** What is used of a `Pool` of `mysql2/promise`. */
export interface Mysql2Pool<Connection extends Mysql2Connection> extends Mysql2Queries {
  getConnection(): Promise<Connection>;
}

/**
 * The inbox on a `Pool` of `mysql2/promise`, MySQL or MariaDB; the handler's transaction is a `PoolConnection`.
 *
 * @throws LianlianConfigError for anything else
 * @example
 * const pool = mysql.createPool(process.env.DATABASE_URL); // from 'mysql2/promise'
 * const inbox = new SqlInbox(mysql2Executor(pool));
 */
export function mysql2Executor<Connection extends Mysql2Connection>(
  pool: Mysql2Pool<Connection>,
): SqlExecutor<Connection> {
  assertMethods(pool, {
    option: 'mysql2Executor',
    what: 'a Pool of mysql2/promise',
    methods: ['getConnection', 'query'],
  });
  // A pool with callbacks has the same methods, and would never settle.
  if ('promise' in pool) {
    throw new LianlianConfigError([{ option: 'mysql2Executor', message: sqlMessages.callbacks }]);
  }
  const run = async (queries: Mysql2Queries, sql: string, params: readonly unknown[] = []) =>
    readResult(await queries.query({ sql, values: [...params], rowsAsArray: false }));
  return {
    dialect: 'mysql',
    connections: () => poolSizeOf(pool),
    query: (sql, params, connection) => run(connection ?? pool, sql, params),
    transaction: async (work) => {
      const connection = await pool.getConnection();
      let usable = true;
      try {
        // For the next transaction alone: the session keeps its own level.
        await run(connection, 'SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
        await connection.beginTransaction();
        const result = await work(connection);
        await connection.commit();
        return result;
      } catch (error) {
        usable = await connection.rollback().then(
          () => true,
          () => false,
        );
        throw error;
      } finally {
        if (usable) connection.release();
        else connection.destroy();
      }
    },
  };
}
