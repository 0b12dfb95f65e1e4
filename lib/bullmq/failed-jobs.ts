import { Injectable } from '@nestjs/common';

import { DeadLetterStore, type LianlianDeadLetter } from '../notifications/queue/dead-letter.js';
import { identifyingNumbersIn } from '../notifications/queue/queued-message.js';
import { type NotificationJob, takenByRouteOf } from './notification-job.js';
import { NotificationJobs } from './notification-jobs.js';

/** BullMQ's failed jobs, which it keeps in Redis. */
@Injectable()
export class FailedJobs extends DeadLetterStore {
  constructor(private readonly jobs: NotificationJobs) {
    super();
  }

  async list(offset: number, limit: number): Promise<LianlianDeadLetter[]> {
    const failed = await this.jobs.inTime(this.jobs.queue.getFailed(offset, offset + limit - 1));
    return failed.map(letterOf);
  }

  async count(): Promise<number> {
    return this.jobs.inTime(this.jobs.queue.getFailedCount());
  }

  async keys(): Promise<readonly string[]> {
    return this.jobs.inTime(this.jobs.queue.getRanges(['failed'], 0, -1));
  }

  async retry(key: string): Promise<boolean> {
    const job = await this.find(key);
    return job !== undefined && this.retryJob(job);
  }

  async discard(key: string): Promise<boolean> {
    const job = await this.find(key);
    if (job === undefined) return false;
    await this.jobs.inTime(job.remove());
    return true;
  }

  private async find(key: string): Promise<NotificationJob | undefined> {
    const job = await this.jobs.inTime(this.jobs.queue.getJob(key));
    return job !== undefined && (await this.jobs.inTime(job.isFailed())) ? job : undefined;
  }

  private async retryJob(job: NotificationJob): Promise<boolean> {
    try {
      await this.jobs.inTime(job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true }));
      return true;
    } catch (error) {
      if (await this.jobs.inTime(job.isFailed())) throw error;
      return false;
    }
  }
}

function letterOf(job: NotificationJob): LianlianDeadLetter {
  const { id: key = '', failedReason: reason, attemptsMade: attempts, timestamp, finishedOn = 0 } = job;
  const dates = { receivedAt: new Date(timestamp), failedAt: new Date(finishedOn) };
  return { key, ...identifyingNumbersIn(job.data.message, takenByRouteOf(job)), reason, attempts, ...dates };
}
