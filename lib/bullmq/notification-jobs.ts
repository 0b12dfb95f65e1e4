import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';

import { assertDatabase } from '../notifications/inbox/redis/assert-database.js';
import { didNotAnswer, withinTime } from '../common/timing/within-time.js';
import type { NotificationQueue, QueuedNotification } from '../common/inbox/notification-queue.js';
import { OutageLog } from '../notifications/queue/outage-log.js';
import { closeInTime } from './close-in-time.js';
import type { NotificationJobData } from './notification-job.js';
import { isClient, producerConnection } from './queue-connection.js';
import { queueRefusal, queueRefusals, REDIS } from './queue-refusals.js';
import { QUEUE_SETTINGS, type QueueSettings } from './queue-settings.js';

/** The queue, from the side that puts notifications in. */
@Injectable()
export class NotificationJobs implements NotificationQueue, OnApplicationShutdown {
  private readonly outages: OutageLog;
  private opened: Queue<NotificationJobData, void> | undefined;
  /** Whether Redis lacks the database of the settings: its client goes on in database 0, where nobody looks. */
  private isElsewhere = false;
  /** Whether Redis has responded on this connection: what it says to its database comes before that. */
  private hasResponded = false;

  constructor(@Inject(QUEUE_SETTINGS) private readonly settings: QueueSettings) {
    this.outages = new OutageLog(this.name, REDIS);
  }

  /** BullMQ's own queue, which is opened when it is first wanted. */
  get queue(): Queue<NotificationJobData, void> {
    return (this.opened ??= this.open());
  }

  /**
   * Resolves when Redis confirmed the notification. A copy of one that is there already adds nothing.
   *
   * @throws what Redis rejected with, or an error if it did not answer in time; if it still stores the notification then,
   *   that does no harm
   */
  async enqueue({ id, kind, ...data }: QueuedNotification): Promise<void> {
    const { attempts, keepCompletedMs } = this.settings;
    if (!this.hasResponded) await this.inTime(this.respond());
    this.hasResponded = true;
    await this.inTime(
      this.queue.add(kind, data, {
        jobId: id,
        attempts,
        backoff: { type: 'custom' },
        removeOnComplete: { age: Math.ceil(keepCompletedMs / 1_000) },
        // A dead letter stays until somebody decides.
        removeOnFail: false,
        // The reason says enough, and nothing of a handler's error belongs into Redis.
        stackTraceLimit: 0,
      }),
    );
  }

  /** The result of a command, or a rejection in time. */
  async inTime<T>(command: Promise<T>): Promise<T> {
    const { timeoutMs } = this.settings;
    try {
      const result = await withinTime(command, timeoutMs, () => didNotAnswer('Redis', timeoutMs));
      if (this.isElsewhere) throw new Error(queueRefusals.noSuchDatabase());
      this.outages.back();
      return result;
    } catch (error) {
      // BullMQ tells of a connection that is refused, and not of a command.
      if (queueRefusal(error) !== undefined) this.outages.away(error);
      throw error;
    }
  }

  /** Whether Redis has the database: an app's own client may have been refused it before anybody listened to it. */
  private async respond(): Promise<void> {
    const { connection } = this.settings;
    if (isClient(connection)) await assertDatabase(connection, this.queue.keys.meta ?? '');
    await this.queue.getFailedCount();
  }

  /** After the last request: it may still bring a notification. */
  async onApplicationShutdown(): Promise<void> {
    if (this.opened !== undefined) await closeInTime(this.name, this.opened);
  }

  private get name(): string {
    return `Queue ${this.settings.queueName}`;
  }

  private open(): Queue<NotificationJobData, void> {
    const { connection, queueName, prefix } = this.settings;
    const queue = new Queue<NotificationJobData, void>(queueName, {
      connection: producerConnection(connection),
      prefix,
      // Waiting and the version check each fail for good where Redis goes away in the middle of them. The time-out
      // bounds the wait, and the worker checks the version.
      skipWaitingForReady: true,
      skipVersionCheck: true,
    });
    queue.on('error', (error) => {
      // A connection that comes back names its database anew.
      this.hasResponded = false;
      if (queueRefusal(error) === queueRefusals.noSuchDatabase()) this.isElsewhere = true;
      this.outages.away(error);
    });
    return queue;
  }
}
