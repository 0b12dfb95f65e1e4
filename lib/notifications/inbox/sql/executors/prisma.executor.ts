import { assertMethods } from '../assert-methods.js';
import type { ServerDialect, SqlExecutor } from '../sql-executor.js';
import { dialectNamed } from './dialect-named.js';

/**
 * In milliseconds, as long as a timer can be. Prisma would roll a handler back after 5 seconds, and give up waiting for
 * a connection after 2: here `maxHandlingMs` says how long one may take, and the pool how long it lets one wait.
 */
const NO_LIMIT = 2 ** 31 - 1;

/** What is used of the client of a Prisma transaction. */
export interface PrismaQueries {
  $queryRawUnsafe(sql: string, ...params: unknown[]): PromiseLike<unknown>;
  $executeRawUnsafe(sql: string, ...params: unknown[]): PromiseLike<number>;
}

/** What is used of a `PrismaClient`. */
export interface PrismaDatabase<Transaction extends PrismaQueries> extends PrismaQueries {
  $transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    options: { isolationLevel: 'ReadCommitted'; maxWait: number; timeout: number },
  ): Promise<T>;
}

/**
 * The inbox on a `PrismaClient` (7, with `@prisma/adapter-pg` or `@prisma/adapter-mariadb`); the handler's transaction is
 * a `Prisma.TransactionClient`. Prisma does not tell its database, so the dialect is given.
 *
 * On MySQL (not on MariaDB) the adapter is given `useTextProtocol: true`: MySQL takes no SAVEPOINT as a prepared statement.
 *
 * @throws LianlianConfigError for another kind of database, or what is no client
 * @example
 * const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) });
 * const inbox = new SqlInbox(prismaExecutor(prisma, 'postgres'));
 */
export function prismaExecutor<Transaction extends PrismaQueries>(
  prisma: PrismaDatabase<Transaction>,
  dialect: ServerDialect,
): SqlExecutor<Transaction> {
  assertMethods(prisma, {
    option: 'prismaExecutor',
    what: 'a PrismaClient',
    methods: ['$transaction', '$queryRawUnsafe', '$executeRawUnsafe'],
  });
  return {
    dialect: dialectNamed('Prisma', dialect),
    query: async (sql, params, transaction) => {
      const queries = transaction ?? prisma;
      // Each tells only one of both; what PostgreSQL writes for the inbox, it returns.
      if (dialect === 'mysql' && !sql.startsWith('SELECT')) {
        return { rows: [], affected: await queries.$executeRawUnsafe(sql, ...params) };
      }
      const found = await queries.$queryRawUnsafe(sql, ...params);
      const rows: readonly unknown[] = Array.isArray(found) ? found : [];
      return { rows, affected: rows.length };
    },
    transaction: (work) =>
      prisma.$transaction(work, { isolationLevel: 'ReadCommitted', maxWait: NO_LIMIT, timeout: NO_LIMIT }),
  };
}
