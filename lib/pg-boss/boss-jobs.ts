import { Injectable } from '@nestjs/common';

import type { NotificationQueue, QueuedNotification } from '../common/notification-queue.js';
import { dataOf, jobIdOf } from './boss-notification.js';
import { QueueBoss } from './queue-boss.js';

/** The queue, from the side that puts notifications in. */
@Injectable()
export class BossJobs implements NotificationQueue {
  constructor(private readonly boss: QueueBoss) {}

  /**
   * Resolves when PostgreSQL has committed the notification. A copy of one that is there already adds nothing.
   *
   * @throws what PostgreSQL rejected with, or an error if it did not answer in time; if it still stores the notification
   *   then, that does no harm
   */
  async enqueue(notification: QueuedNotification): Promise<void> {
    const { id } = notification;
    const data = dataOf(notification, Date.now());
    await this.boss.inTime((boss) => boss.send(this.boss.queue, data, { id: jobIdOf(id), singletonKey: id }));
  }
}
