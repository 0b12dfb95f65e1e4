import { assertMethods } from '../assert-methods.js';
import type { SqlExecutor } from '../sql-executor.js';
import { TransactionEnded } from '../transaction-ended.js';
import { readResult } from './read-result.js';

interface PgQueries {
  query(sql: string, params: unknown[]): Promise<unknown>;
}

/** What is used of a `PoolClient`. */
export interface PgClient extends PgQueries {
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
  release(error?: boolean): void;
}

/** What is used of a `Pool` of `pg`. */
export interface PgPool extends PgQueries {
  connect(): Promise<PgClient>;
}

/** The pool's own type of client. pg declares `connect` twice, and inference alone would see the callback's. */
export type PgClientOf<Pool> = Pool extends {
  connect: { (): Promise<infer Client>; (callback: never): void };
}
  ? Client
  : Pool extends { connect(): Promise<infer Client> }
    ? Client
    : PgClient;

/**
 * The inbox on a `Pool` of `pg`; the handler's transaction is a `PoolClient`.
 *
 * Give the pool an `error` listener, as pg asks for: an idle connection that breaks ends the process otherwise.
 *
 * @throws LianlianConfigError for anything else
 * @example
 * const pool = new Pool({ connectionString: process.env.DATABASE_URL });
 * pool.on('error', (error) => logger.warn(error));
 * const inbox = new SqlInbox(pgExecutor(pool));
 */
export function pgExecutor<Pool extends PgPool>(pool: Pool): SqlExecutor<PgClientOf<Pool> & PgClient> {
  assertMethods(pool, { option: 'pgExecutor', what: 'a Pool of pg', methods: ['connect', 'query'] });
  type Client = PgClientOf<Pool> & PgClient;
  return {
    dialect: 'postgres',
    query: async (sql, params, client) => readResult(await (client ?? pool).query(sql, [...params])),
    transaction: async (work) => {
      const client = (await pool.connect()) as Client;
      // Without a listener, a connection that breaks while it is in use would end the process.
      client.on('error', ignore);
      let broken = false;
      try {
        await client.query('BEGIN ISOLATION LEVEL READ COMMITTED', []);
        const result = await work(client);
        await commit(client);
        return result;
      } catch (error) {
        broken = await client.query('ROLLBACK', []).then(
          () => false,
          () => true,
        );
        throw error;
      } finally {
        client.removeListener('error', ignore);
        client.release(broken);
      }
    },
  };
}

/**
 * PostgreSQL's COMMIT rolls back where a statement had failed. The inbox has looked for that; but a statement that the
 * handler did not wait for may fail after it did.
 */
async function commit(client: PgClient): Promise<void> {
  const result = await client.query('COMMIT', []);
  if (commandOf(result) === 'ROLLBACK') throw new TransactionEnded();
}

function commandOf(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'command' in result ? result.command : undefined;
}

/** The statement that runs, or the next one, rejects too. */
function ignore(): void {
  return undefined;
}
