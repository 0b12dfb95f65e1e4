// notification-server.mjs with the example of RabbitMQ, and PostgreSQL as inbox. It is TypeScript: see build-rabbitmq.mjs.
import { connect } from 'amqplib';

import { RabbitMqModule } from '../../../docs/examples/rabbitmq/rabbitmq.module.js';
import { BUSY_MS, PAUSES_MS } from '../../../docs/examples/rabbitmq/rabbitmq-options.js';
import { deadLetters, waiting } from '../../../docs/examples/rabbitmq/topology.js';
import { RABBITMQ_URL } from '../../support/servers.mjs';
import { CONCURRENCY, postgres } from './notification-stores.mjs';
import { serve } from './serve-notifications.mjs';

await serve(async (name) => {
  const options = { url: RABBITMQ_URL, queue: name, concurrency: CONCURRENCY, timeoutMs: 5_000 };
  const store = await postgres(name);
  return {
    ...store,
    imports: [RabbitMqModule.forRoot(options)],
    close: async () => {
      await store.close();
      await removeQueues(name);
    },
  };
});

/** Whichever process closes first. */
async function removeQueues(name) {
  const model = await connect(RABBITMQ_URL);
  const channel = await model.createChannel();
  const waits = [BUSY_MS, ...PAUSES_MS].map((ms) => waiting(name, ms));
  for (const queue of [name, deadLetters(name), ...waits]) await channel.deleteQueue(queue);
  await model.close();
}
