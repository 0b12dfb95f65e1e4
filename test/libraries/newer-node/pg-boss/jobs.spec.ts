import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { BossJobs } from '../../../../lib/pg-boss/boss-jobs.js';
import { bossSettingsOf } from '../../../../lib/pg-boss/boss-settings.js';
import { QueueBoss } from '../../../../lib/pg-boss/queue-boss.js';
import type { QueuedNotification } from '../../../../lib/common/inbox/notification-queue.js';
import { freshQueue } from '../../../e2e/queues/support/queue-shop.js';
import { bossKind, bossOptions } from './boss-kind.js';
import { describeWithPostgres } from './needs-postgres.js';

const notification = (id: string): QueuedNotification => ({
  id,
  kind: 'payment',
  route: '/payments/notify',
  message: '{}',
});

await describeWithPostgres('what is put into a queue of pg-boss', (url) => {
  const queueName = freshQueue();
  const settings = bossSettingsOf({ ...bossOptions(url, queueName), worker: false });
  const processes: QueueBoss[] = [];
  beforeEach(async () => {
    for (let process = 0; process < 2; process++) {
      const boss = new QueueBoss(settings);
      await boss.onModuleInit();
      await boss.started();
      processes.push(boss);
    }
  });
  afterEach(async () => {
    for (const boss of processes.splice(0)) await boss.onApplicationShutdown();
    await bossKind(url).remove(queueName);
  });

  const jobsOf = (boss: QueueBoss | undefined): BossJobs => new BossJobs(boss as QueueBoss, settings);
  const keys = async (): Promise<(string | null)[]> => {
    const found = await (await processes[0]?.started())?.findJobs(queueName, {});
    return (found ?? []).map(({ singletonKey }) => singletonKey).toSorted();
  };

  it('goes together with what comes while other notifications are on their way', async () => {
    const boss = await processes[0]?.started();
    const insert = vi.spyOn(boss as { insert: (...all: unknown[]) => Promise<unknown> }, 'insert');
    const jobs = jobsOf(processes[0]);
    const ids = Array.from({ length: 50 }, (_, index) => `order-${String(index)}`);
    await Promise.all([...ids, ...ids].map((id) => jobs.enqueue(notification(id))));
    expect(insert.mock.calls.map(([, put]) => (put as unknown[]).length)).toEqual([1, 50]);
    expect(await keys()).toEqual(ids.toSorted());
  });

  it('waits for no copies that another process writes at the same time in another order', async () => {
    const [here, there] = [jobsOf(processes[0]), jobsOf(processes[1])];
    for (let round = 0; round < 20; round++) {
      const all = Array.from({ length: 50 }, (_, index) => notification(`${String(round)}-${String(index)}`));
      await Promise.all([
        ...all.map((each) => here.enqueue(each)),
        ...all.toReversed().map((each) => there.enqueue(each)),
      ]);
    }
    expect(await keys()).toHaveLength(1_000);
  });

  it('is kept where one of them is something that PostgreSQL cannot keep', async () => {
    const jobs = jobsOf(processes[0]);
    const results = await Promise.allSettled(
      ['a', 'b', 'no\u0000', 'c'].map((id) => jobs.enqueue(notification(id))),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await keys()).toEqual(['a', 'b', 'c']);
  });
});
