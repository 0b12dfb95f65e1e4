import { queueConformance } from 'nestjs-lianlian/testing';
import { afterAll, it } from 'vitest';

import { NotificationJobs } from '../../../lib/bullmq/notification-jobs.js';
import { type NotificationJob, queuedIn } from '../../../lib/bullmq/notification-job.js';
import { queueSettingsOf } from '../../../lib/bullmq/queue-settings.js';
import { describeWithSharedRedis, SHARED_REDIS } from '../notifications/inbox/redis/needs-redis.js';
import { freshQueue } from '../queues/support/queue-shop.js';
import { removeQueue } from './support/queue-shop.js';

await describeWithSharedRedis('the BullMQ queue keeps to the port', () => {
  const queueName = freshQueue();
  const settings = queueSettingsOf({ connection: SHARED_REDIS, queueName, worker: false });
  afterAll(() => removeQueue(SHARED_REDIS, queueName));

  const cases = queueConformance({
    open: () => new NotificationJobs(settings),
    close: (queue) => (queue as NotificationJobs).onApplicationShutdown(),
    contents: async (queue) => {
      const jobs = await (queue as NotificationJobs).queue.getJobs();
      return jobs.map((job: NotificationJob) => queuedIn(job));
    },
  });
  for (const { name, run } of cases) it(name, run);
});
