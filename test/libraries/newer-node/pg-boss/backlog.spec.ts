import { expect, it } from 'vitest';

import { BossBacklog } from '../../../../lib/pg-boss/boss-backlog.js';
import { BossJobs } from '../../../../lib/pg-boss/boss-jobs.js';
import { bossSettingsOf } from '../../../../lib/pg-boss/boss-settings.js';
import { QueueBoss } from '../../../../lib/pg-boss/queue-boss.js';
import { freshQueue } from '../../../e2e/queues/support/queue-shop.js';
import { bossKind, bossOptions } from './boss-kind.js';
import { describeWithPostgres } from './needs-postgres.js';

await describeWithPostgres('the backlog of a queue of pg-boss', (url) => {
  it('is what was acknowledged and is not handled yet', async () => {
    const queueName = freshQueue();
    const settings = bossSettingsOf({ ...bossOptions(url, queueName), worker: false });
    const boss = new QueueBoss(settings);
    await boss.onModuleInit();
    try {
      const jobs = new BossJobs(boss, settings);
      for (const id of ['first', 'second', 'second'])
        await jobs.enqueue({ id, kind: 'payment', route: '/payments/notify', message: '{}' });
      expect(await new BossBacklog(boss).count()).toBe(2);
    } finally {
      await boss.onApplicationShutdown();
      await bossKind(url).remove(queueName);
    }
  });
});
