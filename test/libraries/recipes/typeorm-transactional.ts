import { type SqlExecutor, typeormExecutor } from 'nestjs-lianlian/sql';
import type { DataSource, EntityManager } from 'typeorm';
import { IsolationLevel, Propagation, runInTransaction } from 'typeorm-transactional';

/** A handler's transaction is that of every repository, too. */
export function transactionalExecutor(dataSource: DataSource): SqlExecutor<EntityManager> {
  const options = { propagation: Propagation.REQUIRES_NEW, isolationLevel: IsolationLevel.READ_COMMITTED };
  return {
    ...typeormExecutor(dataSource),
    transaction: (work) => runInTransaction(() => work(dataSource.manager), options),
  };
}
