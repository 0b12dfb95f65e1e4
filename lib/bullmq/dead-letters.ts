import { Injectable } from '@nestjs/common';

import { readOptions } from '../common/read-options.js';
import { type NotificationNumbers, identifyingNumbersIn } from '../notifications/queue/queued-message.js';
import { type NotificationJob, takenByRouteOf } from './notification-job.js';
import { NotificationJobs } from './notification-jobs.js';
import { queueMessages } from './queue.messages.js';

/** A notification that was acknowledged, and could not be handled. */
export interface LianlianDeadLetter extends NotificationNumbers {
  /** Names it to `retry` and `discard`. */
  readonly key: string;
  /** Why the last attempt failed. No personal data: the log of that time has the handler's error. */
  readonly reason: string;
  readonly attempts: number;
  readonly receivedAt: Date;
  readonly failedAt: Date;
}

const PAGE_OPTIONS = ['offset', 'limit'] as const satisfies (keyof DeadLetterPage)[];

/** A part of the list, newest first. */
export interface DeadLetterPage {
  /** Default 0. */
  readonly offset?: number | undefined;
  /** Default 100. */
  readonly limit?: number | undefined;
}

/**
 * Notifications that every attempt failed for. They were acknowledged, so LianLian does not send them again: they
 * stay here until somebody retries or discards them.
 *
 * Every method rejects when Redis does not answer in time.
 *
 * @example
 * for (const { key, no_order, reason } of await deadLetters.list()) console.log(no_order, reason);
 * await deadLetters.retryAll();
 */
@Injectable()
export class LianlianDeadLetters {
  constructor(private readonly jobs: NotificationJobs) {}

  /**
   * The newest first. The numbers are those that the stored message names: `reason` says if it is not genuine.
   *
   * @throws LianlianConfigError where `offset` or `limit` is misspelt, or no such number
   */
  async list(page: DeadLetterPage = {}): Promise<LianlianDeadLetter[]> {
    const owner = { of: 'deadLetters.list', known: PAGE_OPTIONS, headline: queueMessages.notListed() };
    // Redis would count a negative one from the other end.
    const { offset, limit } = readOptions(page, owner, (reader) => ({
      offset: reader.positiveInteger('offset', 0, { least: 0 }),
      limit: reader.positiveInteger('limit', 100),
    }));
    const failed = await this.jobs.inTime(this.jobs.queue.getFailed(offset, offset + limit - 1));
    return failed.map(letterOf);
  }

  async count(): Promise<number> {
    return this.jobs.inTime(this.jobs.queue.getFailedCount());
  }

  /** Handles it again, with all its attempts. False if there is no such letter (any more). */
  async retry(key: string): Promise<boolean> {
    const job = await this.find(key);
    return job !== undefined && this.retryJob(job);
  }

  /** Handles all of them again, and says how many. Those that fail again in the meantime stay. */
  async retryAll(): Promise<number> {
    const keys = await this.jobs.inTime(this.jobs.queue.getRanges(['failed'], 0, -1));
    let retried = 0;
    for (const key of keys) if (await this.retry(key)) retried++;
    return retried;
  }

  /** Forgets it: the payment, refund or payout stays unhandled. False if there is no such letter (any more). */
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

  /** Of two that retry one letter at once, one does. */
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
