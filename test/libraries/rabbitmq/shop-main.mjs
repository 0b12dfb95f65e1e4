import { RabbitMqModule } from '../../../docs/examples/rabbitmq/rabbitmq.module.js';
import { startShop } from '../../e2e/processes/support/shop/start-shop.mjs';
import { mortalStore } from '../../e2e/processes/support/shop/stores/open-store.mjs';
import { openSql } from '../../e2e/processes/support/shop/stores/sql.store.mjs';

/** PostgreSQL as inbox and RabbitMQ as queue: every process takes notifications, and handles what any of them took. */
await startShop(async ({ url, name, deaths }) => {
  const queue = RabbitMqModule.forRoot({
    ...{ url: process.env.RABBITMQ, queue: name },
    ...{ concurrency: 20, timeoutMs: 5_000 },
  });
  return mortalStore({ ...(await openSql('postgres', url, name, deaths)), imports: [queue] }, deaths);
});
