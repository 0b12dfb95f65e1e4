import { connect } from 'amqplib';

import { RabbitMqModule } from '../../../docs/examples/rabbitmq/rabbitmq.module.js';
import { BUSY_MS, PAUSES_MS } from '../../../docs/examples/rabbitmq/rabbitmq-options.js';
import { deadLetters, waiting } from '../../../docs/examples/rabbitmq/topology.js';
import { startShop } from '../../e2e/processes/support/shop/start-shop.mjs';
import { mortalStore } from '../../e2e/processes/support/shop/stores/open-store.mjs';
import { openSql } from '../../e2e/processes/support/shop/stores/sql.store.mjs';

const url = process.env.RABBITMQ;

/** PostgreSQL as inbox and RabbitMQ as queue: every process takes notifications, and handles what any of them took. */
await startShop(async ({ url: database, name, deaths }) => {
  const queue = RabbitMqModule.forRoot({ url, queue: name, concurrency: 20, timeoutMs: 5_000 });
  const sql = await openSql('postgres', database, name, deaths);
  const remove = async () => {
    await sql.orders.remove();
    await removeQueues(name);
  };
  return mortalStore({ ...sql, orders: { ...sql.orders, remove }, imports: [queue] }, deaths);
});

async function removeQueues(queue) {
  const model = await connect(url);
  const channel = await model.createChannel();
  const waits = [BUSY_MS, ...PAUSES_MS].map((ms) => waiting(queue, ms));
  for (const each of [queue, deadLetters(queue), ...waits]) await channel.deleteQueue(each);
  await model.close();
}
