import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Worker } from 'bullmq';

import { backOffMs } from '../common/timing/back-off.js';
import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { reportDeadLetter } from '../notifications/queue/dead-letter-line.js';
import { OutageLog } from '../notifications/queue/outage-log.js';
import { RunningWork } from '../notifications/queue/running-work.js';
import { closeInTime } from './close-in-time.js';
import { JobProcessor } from './job-processor.js';
import { type NotificationJob, type NotificationJobData, takenByRouteOf } from './notification-job.js';
import { type OpenedConnection, workerConnection } from './queue-connection.js';
import { REDIS } from './queue-refusals.js';
import { QUEUE_SETTINGS, type QueueSettings } from './queue-settings.js';

/** Takes notifications from the queue for as long as the app runs. */
@Injectable()
export class NotificationWorker
  implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown
{
  private readonly logger = new LianlianLogger();
  private readonly running = new RunningWork();
  private worker: Worker<NotificationJobData, void> | undefined;
  private opened: OpenedConnection | undefined;

  constructor(
    @Inject(QUEUE_SETTINGS) private readonly settings: QueueSettings,
    private readonly processor: JobProcessor,
  ) {}

  /** When everything that handlers need is there. */
  onApplicationBootstrap(): void {
    const { worker } = this.settings;
    if (worker !== undefined) this.worker = this.start(worker);
  }

  /** Takes no further notification; those in work go on. */
  async onModuleDestroy(): Promise<void> {
    await this.worker?.pause(true);
  }

  /** Handlers that run are waited for, however long they take: what they need is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.worker === undefined) return;
    await closeInTime(this.name, this.worker, this.running);
    this.opened?.close();
  }

  private get name(): string {
    return `Worker of queue ${this.settings.queueName}`;
  }

  private start({
    concurrency,
    stalledMs,
  }: NonNullable<QueueSettings['worker']>): Worker<NotificationJobData, void> {
    const { connection, queueName, prefix, backoff, attempts } = this.settings;
    this.opened = workerConnection(connection);
    const worker = new Worker<NotificationJobData, void>(
      queueName,
      (job, token) => this.running.track(this.processor.process(job, token)),
      {
        connection: this.opened.connection,
        prefix,
        concurrency,
        lockDuration: stalledMs,
        stalledInterval: stalledMs,
        // A notification whose handler kills its process must not do so forever.
        maxStalledCount: attempts,
        settings: { backoffStrategy: (made) => backOffMs(made, backoff) },
      },
    );
    const outages = new OutageLog(this.name, REDIS);
    worker.on('error', (error) => {
      outages.away(error);
    });
    worker.on('active', () => {
      outages.back();
    });
    worker.on('failed', (job) => {
      if (job?.finishedOn !== undefined) this.reportDeadLetter(job);
    });
    return worker;
  }

  private reportDeadLetter(job: NotificationJob): void {
    const { id: key = '', attemptsMade: attempts, failedReason: reason, data } = job;
    const takes = takenByRouteOf(job);
    reportDeadLetter(this.logger, { key, attempts, reason, message: data.message, takes });
  }
}
