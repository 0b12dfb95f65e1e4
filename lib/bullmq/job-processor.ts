import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DelayedError, UnrecoverableError } from 'bullmq';

import { jitteredMs } from '../common/timing/back-off.js';
import { BUSY_MS } from '../notifications/queue/queued-failure.js';
import { QueuedNotifications } from '../notifications/queue/queued-notifications.js';
import { type NotificationJob, queuedIn } from './notification-job.js';

/** Handles one job, and tells BullMQ what became of it. */
@Injectable()
export class JobProcessor {
  constructor(private readonly moduleRef: ModuleRef) {}

  /**
   * Resolves when the notification is handled, now or before.
   *
   * @throws UnrecoverableError if no further attempt can help, DelayedError if it was put off, Error if it failed
   */
  async process(job: NotificationJob, token: string | undefined): Promise<void> {
    const notifications = this.moduleRef.get(QueuedNotifications, { strict: false });
    const result = await notifications.handle(queuedIn(job));
    switch (result.status) {
      case 'handled':
        return;
      case 'busy':
        // No attempt of this notification's: another one is under way, or its process died and its lease still runs.
        await job.moveToDelayed(Date.now() + jitteredMs(BUSY_MS, 0.25), token);
        throw new DelayedError();
      case 'failed':
        throw result.isFinal ? new UnrecoverableError(result.reason) : new Error(result.reason);
    }
  }
}
