import { LianlianQueueModule } from 'nestjs-lianlian/pg-boss';

import { openSql } from './sql.store.mjs';

/** How soon a process that was killed is known to be dead, in seconds. pg-boss takes no less than ten. */
const DEAD_SECONDS = 10;

/**
 * PostgreSQL as inbox and as queue: every process takes notifications, and handles what any of them took. PG_BOSS is
 * where pg-boss lies, which is not installed beside the shop.
 */
export async function openPgBoss(url, name, deaths) {
  const { PgBoss } = await import(process.env.PG_BOSS);
  const boss = new PgBoss({
    connectionString: url,
    schema: 'lltest_boss',
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
  });
  const queue = LianlianQueueModule.forRoot({
    connection: boss,
    queueName: name,
    worker: { concurrency: 20, stalledMs: DEAD_SECONDS * 1_000 },
    pollMs: 500,
    backoff: { firstMs: 100, maxMs: 1_000 },
  });
  const sql = await openSql('postgres', url, name, deaths);
  const remove = async () => {
    await sql.orders.remove();
    for (const each of [name, `${name}.dead-letters`]) await boss.deleteQueue(each);
  };
  return { ...sql, orders: { ...sql.orders, remove }, imports: [queue] };
}
