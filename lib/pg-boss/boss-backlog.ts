import { Injectable } from '@nestjs/common';

import { QueueBacklog } from '../notifications/queue/queue-backlog.js';
import { bossMessages } from './boss.messages.js';
import { QueueBoss } from './queue-boss.js';

/**
 * pg-boss's jobs that are neither completed nor failed: queued, put off or active. pg-boss counts them at
 * most once a minute, however often it is asked; an app's own `PgBoss` with `persistQueueStats`, whenever it monitors.
 */
@Injectable()
export class BossBacklog extends QueueBacklog {
  constructor(private readonly boss: QueueBoss) {
    super();
  }

  async count(): Promise<number> {
    const options = { force: true, limit: 1 };
    const [latest] = await this.boss.inTime((boss) => boss.getQueueStats(this.boss.queue, options));
    if (latest === undefined) throw new Error(bossMessages.notCounted());
    return latest.queuedCount + latest.activeCount;
  }
}
