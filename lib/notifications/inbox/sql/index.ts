/**
 * An inbox in a database of the app: PostgreSQL, MySQL, MariaDB, PGlite or SQLite, by the driver or ORM that the app has.
 *
 * @module nestjs-lianlian/sql
 */
export { inboxTableSql, type InboxTableOptions } from './inbox-table.js';
export type {
  ServerDialect,
  SqlDialect,
  SqlExecutor,
  SqlParameter,
  SqlResult,
  SqlTogether,
  SqlTransactionOptions,
} from './sql-executor.js';
export { SqlInbox, type SqlInboxOptions } from './sql-inbox.js';

export { betterSqlite3Executor, type BetterSqlite3Database } from './executors/better-sqlite3.executor.js';
export {
  drizzleExecutor,
  type DrizzleDatabase,
  type DrizzleExecutorOptions,
  type DrizzleQueries,
  type DrizzleSql,
} from './executors/drizzle.executor.js';
export { knexExecutor, type KnexDatabase, type KnexQueries } from './executors/knex.executor.js';
export { kyselyExecutor, type KyselyDatabase, type KyselyQueries } from './executors/kysely.executor.js';
export {
  mikroOrmExecutor,
  type MikroOrmManager,
  type MikroOrmQueries,
} from './executors/mikro-orm.executor.js';
export { mysql2Executor, type Mysql2Connection, type Mysql2Pool } from './executors/mysql2.executor.js';
export { nodeSqliteExecutor, type NodeSqliteDatabase } from './executors/node-sqlite.executor.js';
export { pgExecutor, type PgClient, type PgClientOf, type PgPool } from './executors/pg.executor.js';
export { pgliteExecutor, type PgliteDatabase, type PgliteQueries } from './executors/pglite.executor.js';
export { prismaExecutor, type PrismaDatabase, type PrismaQueries } from './executors/prisma.executor.js';
export {
  sequelizeExecutor,
  type SequelizeDatabase,
  type SequelizeQueryOptions,
} from './executors/sequelize.executor.js';
export type { SqliteExecutor } from './executors/sqlite/sqlite-executor.js';
export {
  typeormExecutor,
  type TypeormDataSource,
  type TypeormManager,
  type TypeormRunner,
} from './executors/typeorm.executor.js';
