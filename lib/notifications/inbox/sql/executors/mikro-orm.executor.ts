import { assertMethods } from '../assert-methods.js';
import type { ServerDialect, SqlExecutor } from '../sql-executor.js';
import { dialectNamed } from './dialect-named.js';
import { withQuestionMarks } from './question-marks.js';
import { readResult } from './read-result.js';

interface Command {
  execute(): Promise<unknown>;
}

interface ControlledTransaction {
  commit(): Command;
  rollback(): Command;
}

/** What is used of MikroORM's Kysely on one connection of the pool. */
interface ReservedConnection {
  startTransaction(): {
    setIsolationLevel(level: 'read committed'): { execute(): Promise<ControlledTransaction> };
  };
}

/** What is used of the `EntityManager` of a transaction. */
export interface MikroOrmQueries {
  execute(sql: string, params: unknown[], method: 'run'): Promise<unknown>;
  flush(): Promise<void>;
  setTransactionContext(transaction: unknown): void;
}

/** What is used of the `EntityManager` of an app, `orm.em`. */
export interface MikroOrmManager<Manager extends MikroOrmQueries> {
  fork(options: { disableContextResolution: true }): MikroOrmQueries & {
    getConnection(): { ensureConnection(): Promise<void> };
    getKysely(): {
      connection(): { execute<T>(work: (connection: ReservedConnection) => Promise<T>): Promise<T> };
    };
    transactional<T>(
      work: (manager: Manager) => Promise<T>,
      options: { propagation: 'not_supported' },
    ): Promise<T>;
  };
}

/**
 * The inbox on an `EntityManager` of MikroORM (7, `@mikro-orm/postgresql`, `@mikro-orm/mariadb`, `@mikro-orm/mysql`); the
 * handler's transaction is a fork of it. What the handler persisted without a `flush()` is flushed when it is through, and
 * an error in that fails it. While a handler runs, the app's own `EntityManager` writes in its transaction, too. Events
 * of entities and of flushes are told as ever; those of transactions (`afterTransactionCommit`) are not.
 * MikroORM does not tell its database, so the dialect is given.
 *
 * @throws LianlianConfigError for another kind of database, or what is no `EntityManager`
 * @example
 * const orm = await MikroORM.init({ clientUrl: process.env.DATABASE_URL, entities }); // from '@mikro-orm/postgresql'
 * const inbox = new SqlInbox(mikroOrmExecutor(orm.em, 'postgres'));
 */
export function mikroOrmExecutor<Manager extends MikroOrmQueries>(
  em: Manager & MikroOrmManager<Manager>,
  dialect: ServerDialect,
): SqlExecutor<Manager> {
  assertMethods(em, {
    option: 'mikroOrmExecutor',
    what: "the EntityManager of one of MikroORM's drivers for SQL",
    methods: ['fork', 'transactional', 'execute', 'getKysely'],
  });
  // In a handler the app's EntityManager is its transaction's: a fresh one has no part in that.
  const fresh = () => em.fork({ disableContextResolution: true });
  return {
    dialect: dialectNamed('MikroORM', dialect),
    query: async (sql, params, manager) => {
      const raw = withQuestionMarks(sql, params);
      return readResult(await (manager ?? fresh()).execute(raw.sql, raw.params, 'run'));
    },
    transaction: async (work) => {
      const manager = fresh();
      // Its Kysely is made with the first statement.
      await manager.getConnection().ensureConnection();
      const reserved = manager.getKysely().connection();
      return reserved.execute((connection) =>
        transacted(connection, (transaction) => {
          const within = (inside: Manager): ReturnType<typeof work> => {
            inside.setTransactionContext(transaction);
            return work(inside);
          };
          return manager.transactional(within, { propagation: 'not_supported' });
        }),
      );
    },
    flush: (manager) => manager.flush(),
  };
}

/**
 * MikroORM's own `transactional` never gives back a connection that broke in a transaction, as a handler's is that is given
 * up: its pool would become smaller with each. Here the connection is reserved around the transaction, and given back.
 */
async function transacted<T>(
  connection: ReservedConnection,
  work: (transaction: ControlledTransaction) => Promise<T>,
): Promise<T> {
  const transaction = await connection.startTransaction().setIsolationLevel('read committed').execute();
  try {
    const result = await work(transaction);
    await transaction.commit().execute();
    return result;
  } catch (error) {
    await rolledBack(transaction);
    throw error;
  }
}

/** Where that fails, the session has ended, or the handler has ended its transaction: what went wrong is known then. */
async function rolledBack(transaction: ControlledTransaction): Promise<void> {
  try {
    await transaction.rollback().execute();
  } catch {
    // A pool drops a connection that broke.
  }
}
