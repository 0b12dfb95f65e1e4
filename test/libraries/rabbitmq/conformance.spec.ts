import type { QueuedNotification } from 'nestjs-lianlian';
import { queueConformance } from 'nestjs-lianlian/testing';
import { afterAll, it } from 'vitest';

import { RabbitMqConnection } from '../../../docs/examples/rabbitmq/rabbitmq-connection.js';
import { RabbitMqQueue } from '../../../docs/examples/rabbitmq/rabbitmq-queue.js';
import { freshQueue } from '../../e2e/queues/support/queue-shop.js';
import { describeWithRabbitMq, messagesIn, rabbitOptions, removeQueues } from './rabbit.js';

await describeWithRabbitMq("the example's queue in RabbitMQ keeps to the port", () => {
  const queue = freshQueue();
  const connections = new Map<unknown, RabbitMqConnection>();
  afterAll(() => removeQueues(queue));

  const cases = queueConformance({
    open: () => {
      const options = rabbitOptions(queue, { concurrency: 0 });
      const connection = new RabbitMqConnection(options);
      const opened = new RabbitMqQueue(options, connection);
      connections.set(opened, connection);
      return opened;
    },
    close: (opened) => connections.get(opened)?.onApplicationShutdown(),
    contents: async () =>
      (await messagesIn(queue)).map(({ content }) => JSON.parse(content) as QueuedNotification),
    keepsCopies: true,
  });
  for (const { name, run } of cases) it(name, run);
});
