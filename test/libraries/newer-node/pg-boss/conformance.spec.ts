import { queueConformance } from 'nestjs-lianlian/testing';
import { afterAll, it } from 'vitest';

import { BossJobs } from '../../../../lib/pg-boss/boss-jobs.js';
import { notificationIn } from '../../../../lib/pg-boss/boss-notification.js';
import { bossSettingsOf } from '../../../../lib/pg-boss/boss-settings.js';
import { QueueBoss } from '../../../../lib/pg-boss/queue-boss.js';
import { freshQueue } from '../../../e2e/queues/support/queue-shop.js';
import { bossKind, bossOptions } from './boss-kind.js';
import { describeWithPostgres } from './needs-postgres.js';

await describeWithPostgres('the queue of pg-boss keeps to the port', (url) => {
  const queueName = freshQueue();
  const settings = bossSettingsOf({ ...bossOptions(url, queueName), worker: false, timeoutMs: 10_000 });
  const bosses = new Map<unknown, QueueBoss>();
  afterAll(() => bossKind(url).remove(queueName));

  const cases = queueConformance({
    open: async () => {
      const boss = new QueueBoss(settings);
      await boss.onModuleInit();
      const jobs = new BossJobs(boss, settings);
      bosses.set(jobs, boss);
      return jobs;
    },
    close: (queue) => bosses.get(queue)?.onApplicationShutdown(),
    contents: async (queue) => {
      const boss = bosses.get(queue);
      const jobs = await boss?.inTime((started) => started.findJobs(boss.queue, {}));
      return (jobs ?? []).map(notificationIn);
    },
  });
  for (const { name, run } of cases) it(name, run);
});
