import { assertMethods } from '../assert-methods.js';
import type { ServerDialect, SqlExecutor } from '../sql-executor.js';
import { dialectNamed } from './dialect-named.js';
import { poolSizeOf, valueAt } from './pool-size.js';

/** What is used of a `QueryRunner`. */
export interface TypeormRunner {
  query(
    sql: string,
    params: unknown[],
    structured: true,
  ): Promise<{ records: unknown[]; affected?: number | undefined }>;
  release(): Promise<void>;
}

/** What is used of an `EntityManager`. */
export interface TypeormManager {
  readonly queryRunner?: TypeormRunner | undefined;
}

/** What is used of a `DataSource`. */
export interface TypeormDataSource<Manager extends TypeormManager> {
  readonly options: { readonly type: string };
  createQueryRunner(): TypeormRunner;
  transaction<T>(isolation: 'READ COMMITTED', work: (manager: Manager) => Promise<T>): Promise<T>;
}

/**
 * The inbox on a TypeORM `DataSource` (0.3 and 1.x) of PostgreSQL, MySQL or MariaDB; the handler's transaction
 * is an `EntityManager`: `transaction.getRepository(Order)`.
 *
 * @throws LianlianConfigError for another kind of database, or what is none
 * @example
 * const inbox = new SqlInbox(typeormExecutor(dataSource));
 */
export function typeormExecutor<Manager extends TypeormManager>(
  dataSource: TypeormDataSource<Manager>,
): SqlExecutor<Manager> {
  assertMethods(dataSource, {
    option: 'typeormExecutor',
    what: 'a DataSource of TypeORM',
    methods: ['createQueryRunner', 'transaction'],
  });
  const dialect: ServerDialect = dialectNamed('TypeORM', dataSource.options.type);
  return {
    dialect,
    connections: () =>
      poolSizeOf(valueAt(dataSource, ['driver', 'master'])) ??
      poolSizeOf(valueAt(dataSource, ['driver', 'pool'])),
    query: async (sql, params, manager) => {
      // A runner, not `dataSource.query`, which does not tell how many rows were written.
      const runner = manager?.queryRunner ?? dataSource.createQueryRunner();
      try {
        const { records, affected } = await runner.query(sql, [...params], true);
        return { rows: records, affected: affected ?? 0 };
      } finally {
        if (runner !== manager?.queryRunner) await runner.release();
      }
    },
    transaction: (work) => dataSource.transaction('READ COMMITTED', work),
  };
}
