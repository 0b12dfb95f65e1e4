import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';

import { backOffMs, jitteredMs } from '../common/timing/back-off.js';
import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { reportDeadLetter } from '../notifications/queue/dead-letter-line.js';
import { BUSY_MS } from '../notifications/queue/queued-failure.js';
import { QueuedNotifications } from '../notifications/queue/queued-notifications.js';
import { bossMessages } from './boss.messages.js';
import { keyOf, notificationIn, putOffOnceMore, putOffs, routeTakes } from './boss-notification.js';
import { BOSS_SETTINGS, type BossSettings } from './boss-settings.js';
import type { BossJob, BossResult, PgBossLike } from './pg-boss-like.js';
import { QueueBoss } from './queue-boss.js';

/** Handles one job, and tells pg-boss what became of it. */
@Injectable()
export class BossHandler {
  private readonly logger = new LianlianLogger();

  constructor(
    @Inject(BOSS_SETTINGS) private readonly settings: BossSettings,
    private readonly boss: QueueBoss,
    private readonly moduleRef: ModuleRef,
  ) {}

  /** @throws what PostgreSQL rejects with: the job is taken over by another worker then, and counts as tried */
  async handle(job: BossJob): Promise<BossResult> {
    const { attempts, backoff } = this.settings;
    const attempt = job.retryCount + 1 - putOffs(job);
    // A notification whose handler kills its process must not do so forever.
    if (attempt > attempts) return this.bury(job, bossMessages.died(attempts), attempts);
    const notifications = this.moduleRef.get(QueuedNotifications, { strict: false });
    const result = await notifications.handle(notificationIn(job));
    switch (result.status) {
      case 'handled':
        return { id: job.id, status: 'completed' };
      case 'busy':
        // No attempt of this notification's: another one is under way, or its process died and its lease still runs.
        return this.takeAgain(job, jitteredMs(BUSY_MS, 0.25), { data: putOffOnceMore(job) });
      case 'failed':
        if (result.isFinal || attempt === attempts) return this.bury(job, result.reason, attempt);
        return this.takeAgain(job, backOffMs(attempt, backoff), {
          output: { reason: result.reason, attempt },
        });
    }
  }

  /** Said before it is so: if this worker dies in between, another one says it again. */
  private bury(job: BossJob, reason: string, attempts: number): BossResult {
    const { message } = notificationIn(job);
    reportDeadLetter(this.logger, { key: keyOf(job), attempts, reason, message, takes: routeTakes(job) });
    return { id: job.id, status: 'deadletter', output: { reason, attempts } };
  }

  /**
   * Gives the job back, and then says when it is to be taken again. Who dies in between leaves it to the queue's own
   * pause.
   */
  private async takeAgain(
    job: BossJob,
    pauseMs: number,
    { data, output = {} }: { readonly data?: object; readonly output?: object },
  ): Promise<BossResult> {
    const { id, retryCount } = job;
    const { queue } = this.boss;
    await this.boss.inTime(async (boss: PgBossLike) => {
      await boss.fail(queue, { id, retryCount }, output);
      await boss.update(queue, data, { id, startAfter: pauseMs / 1_000 });
    });
    // It is settled: pg-boss finds nothing to do for this attempt.
    return { id, status: 'failed', output };
  }
}
