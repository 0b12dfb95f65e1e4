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
  /** In newer versions of pg: `T` in a transaction, `E` in one that failed, `I` in none. */
  getTransactionStatus?(): string | null;
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
 * @example
 * const pool = new Pool({ connectionString: process.env.DATABASE_URL });
 * pool.on('error', (error) => logger.warn(error));
 * const inbox = new SqlInbox(pgExecutor(pool));
 */
export function pgExecutor<Pool extends PgPool>(pool: Pool): SqlExecutor<PgClientOf<Pool> & PgClient> {
  type Client = PgClientOf<Pool> & PgClient;
  return {
    dialect: 'postgres',
    commitTellsRollback: true,
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

/** PostgreSQL's COMMIT of a transaction that failed rolls back, and that of one that ended before warns at most. */
async function commit(client: PgClient): Promise<void> {
  await assertOpen(client);
  const result = await client.query('COMMIT', []);
  if (commandOf(result) === 'ROLLBACK') throw new TransactionEnded();
}

async function assertOpen(client: PgClient): Promise<void> {
  if (client.getTransactionStatus === undefined) {
    // Refused outside of a transaction, and in one that failed.
    await client.query('SAVEPOINT lianlian_inbox', []).catch((cause: unknown) => {
      throw new TransactionEnded({ cause });
    });
    return;
  }
  const status = client.getTransactionStatus();
  if (status !== 'T' && status !== 'E') throw new TransactionEnded();
}

function commandOf(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'command' in result ? result.command : undefined;
}

/** The statement that runs, or the next one, rejects too. */
function ignore(): void {
  return undefined;
}
