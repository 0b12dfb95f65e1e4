import { Inject, Injectable } from '@nestjs/common';

import { InBatches } from '../common/timing/in-batches.js';
import type { NotificationQueue, QueuedNotification } from '../common/inbox/notification-queue.js';
import { dataOf, jobIdOf } from './boss-notification.js';
import { isOutage } from './boss-refusals.js';
import { BOSS_SETTINGS, type BossSettings } from './boss-settings.js';
import type { NewBossJob } from './pg-boss-like.js';
import { QueueBoss } from './queue-boss.js';

const MOST_AT_ONCE = 200;

/**
 * The queue, from the side that puts notifications in. Those that come while others are on their way are written
 * together: PostgreSQL commits what it announces one after the other, in all processes.
 */
@Injectable()
export class BossJobs implements NotificationQueue {
  private readonly batches = new InBatches<NewBossJob>((jobs) => this.write(jobs), MOST_AT_ONCE);

  constructor(
    private readonly boss: QueueBoss,
    @Inject(BOSS_SETTINGS) private readonly settings: BossSettings,
  ) {}

  /**
   * Resolves when PostgreSQL has committed the notification. A copy of one that is there already adds nothing.
   *
   * @throws what PostgreSQL rejected with, or an error if it did not answer in time; if it still stores the notification
   *   then, that does no harm
   */
  async enqueue(notification: QueuedNotification): Promise<void> {
    const { id } = notification;
    const job = { id: jobIdOf(id), singletonKey: id, data: dataOf(notification, Date.now()) };
    const until = performance.now() + this.settings.timeoutMs;
    await this.boss.inTime(() => this.batches.do(job, until));
  }

  private async write(jobs: readonly NewBossJob[]): Promise<PromiseSettledResult<void>[]> {
    const [result] = await Promise.allSettled([this.insert(jobs)]);
    const isOfOne = result.status === 'rejected' && jobs.length > 1 && !isOutage(result.reason);
    return isOfOne ? Promise.allSettled(jobs.map((job) => this.insert([job]))) : jobs.map(() => result);
  }

  /**
   * One of the copies, and in the same order in every process: two that write copies of each other's would wait for each
   * other otherwise.
   */
  private async insert(jobs: readonly NewBossJob[]): Promise<void> {
    const byId = new Map(jobs.map((job) => [job.id, job]));
    const sorted = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    await this.boss.inTime((boss) => boss.insert(this.boss.queue, sorted));
  }
}
