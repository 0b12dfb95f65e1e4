import { Propagation, type TransactionHost } from '@nestjs-cls/transactional';
import type { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { type SqlExecutor, typeormExecutor } from 'nestjs-lianlian/sql';
import type { DataSource, EntityManager } from 'typeorm';

type Host = TransactionHost<TransactionalAdapterTypeOrm>;

/** A handler's transaction is that of the transaction host, too. */
export function executorWith(host: Host, dataSource: DataSource): SqlExecutor<EntityManager> {
  const isolationLevel = 'READ COMMITTED';
  return {
    ...typeormExecutor(dataSource),
    transaction: (work) =>
      host.withTransaction(Propagation.RequiresNew, { isolationLevel }, () => work(host.tx)),
  };
}
