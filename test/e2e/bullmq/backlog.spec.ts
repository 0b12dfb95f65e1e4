import { afterEach, expect, it } from 'vitest';

import { JobBacklog } from '../../../lib/bullmq/job-backlog.js';
import { NotificationJobs } from '../../../lib/bullmq/notification-jobs.js';
import { queueSettingsOf } from '../../../lib/bullmq/queue-settings.js';
import { describeWithSharedRedis, SHARED_REDIS } from '../notifications/inbox/redis/needs-redis.js';
import { freshQueue } from '../queues/support/queue-shop.js';
import { removeQueue } from './support/queue-shop.js';

const queueName = freshQueue();

await describeWithSharedRedis('the backlog of a queue', () => {
  const jobs = new NotificationJobs(queueSettingsOf({ connection: SHARED_REDIS, queueName, worker: false }));

  afterEach(async () => {
    await jobs.onApplicationShutdown();
    await removeQueue(SHARED_REDIS, queueName);
  });

  it('is what was acknowledged and is not handled yet', async () => {
    const backlog = new JobBacklog(jobs);
    expect(await backlog.count()).toBe(0);
    for (const id of ['first', 'second', 'second'])
      await jobs.enqueue({ id, kind: 'payment', route: '/payments/notify', message: '{}' });
    expect(await backlog.count()).toBe(2);
  });
});
