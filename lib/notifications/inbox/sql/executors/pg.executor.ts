import { assertMethods } from '../assert-methods.js';
import { driverCodes } from '../driver-codes.js';
import type { SqlExecutor, SqlTogether } from '../sql-executor.js';
import { TransactionEnded } from '../transaction-ended.js';
import { poolSizeOf } from './pool-size.js';
import { readResult } from './read-result.js';

interface PgQueries {
  query(sql: string, params?: unknown[]): Promise<unknown>;
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

/** What PostgreSQL says of several statements where it is to prepare one: syntax_error. */
const SEVERAL_COMMANDS = '42601';
const BEGIN = 'BEGIN ISOLATION LEVEL READ COMMITTED';

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
  /** Whether its clients prepare every statement, and so take one at a time. */
  let takesOne = false;
  const begin = async (client: Client, together: SqlTogether | undefined): Promise<void> => {
    if (together !== undefined && !takesOne) {
      try {
        together.begun(readResult(lastOf(await client.query(inOneMessage(BEGIN, together.first)))));
        return;
      } catch (error) {
        // Refused as a whole: nothing was begun.
        if (!driverCodes(error).includes(SEVERAL_COMMANDS)) throw error;
        takesOne = true;
      }
    }
    await client.query(BEGIN);
  };
  return {
    dialect: 'postgres',
    connections: () => poolSizeOf(pool),
    query: async (sql, params, client) => readResult(await (client ?? pool).query(sql, [...params])),
    transaction: async (work, { together } = {}) => {
      const client = (await pool.connect()) as Client;
      // Without a listener, a connection that breaks while it is in use would end the process.
      client.on('error', ignore);
      let broken = false;
      try {
        await begin(client, together);
        const result = await work(client);
        await commit(client, together?.last());
        together?.committed();
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
async function commit(client: PgClient, last: string | undefined): Promise<void> {
  const results = await client.query(inOneMessage(last, 'COMMIT'));
  if (commandOf(lastOf(results)) === 'ROLLBACK') throw new TransactionEnded();
}

/** Without parameters pg sends a text as it is, and the server stops at the first statement of it that fails. */
function inOneMessage(...statements: readonly (string | undefined)[]): string {
  return statements.filter((statement) => statement !== undefined).join(';\n');
}

/** Of several statements pg gives a list of results. */
function lastOf(results: unknown): unknown {
  return Array.isArray(results) ? results.at(-1) : results;
}

function commandOf(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'command' in result ? result.command : undefined;
}

/** The statement that runs, or the next one, rejects too. */
function ignore(): void {
  return undefined;
}
