import 'reflect-metadata';

import { type DynamicModule, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { ModuleRef, ModulesContainer } from '@nestjs/core';

import { checkIsGlobal } from '../common/options/module-options.js';
import { DeadLetterStore } from '../notifications/queue/dead-letter.js';
import { LianlianDeadLetters } from '../notifications/queue/dead-letters.js';
import { checkQueueAsyncOptions, refuseSecond, sendToQueue } from '../notifications/queue/queue-module.js';
import { QueueBacklog } from '../notifications/queue/queue-backlog.js';
import { FailedJobs } from './failed-jobs.js';
import { JobBacklog } from './job-backlog.js';
import { JobProcessor } from './job-processor.js';
import {
  type ASYNC_OPTIONS_TYPE,
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN,
  type OPTIONS_TYPE,
} from './lianlian-queue.module-definition.js';
import { NotificationJobs } from './notification-jobs.js';
import { NotificationWorker } from './notification-worker.js';
import { QUEUE_SETTINGS, type QueueSettings, queueSettingsOf } from './queue-settings.js';

/**
 * Queue mode: notifications are verified, compared with `expectedPayment`, put into a BullMQ queue, and acknowledged
 * when Redis has confirmed them. Workers, in this process and any number of others, run the handlers: a failing one
 * is tried again with growing pauses, and then kept as a dead letter (`LianlianDeadLetters`).
 *
 * Import it beside `LianlianModule`, whose inbox every process shares (`RedisInbox`, `SqlInbox`): it is what makes a
 * notification run once. Processes that only handle run the same module under `NestFactory.createApplicationContext`.
 *
 * LianLian never sends an acknowledged notification again, so Redis must not lose one:
 * - `appendfsync always`: confirmed means on disk. With `everysec`, a crash of the machine loses what was acknowledged
 *   in the last second; without AOF, everything since the last snapshot.
 * - `maxmemory-policy noeviction`: every other policy may drop acknowledged notifications when memory is short.
 * - A failover to a replica loses what the replica had not received: replication is asynchronous, and this module
 *   does not `WAIT` for it. `min-replicas-to-write 1` bounds the loss.
 *
 * What is lost all the same, the sweeper finds: give the controller `unsettledPayments()`.
 *
 * Redis holds the notifications as LianLian sent them, a payer's data among it, for `keepCompletedMs` and as long as
 * they are dead letters: protect it as you do the database. With `LianlianOtelModule` a job holds its trace, too, and the
 * baggage that the app set.
 *
 * @throws LianlianConfigError at start, with every problem of the options, or without `LianlianModule`
 * @example
 * LianlianModule.forRootAsync(…),
 * LianlianQueueModule.forRoot({ connection: 'redis://127.0.0.1:6379', worker: { concurrency: 20 } }),
 */
@Module({
  providers: [
    {
      provide: QUEUE_SETTINGS,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: queueSettingsOf,
    },
    NotificationJobs,
    JobProcessor,
    NotificationWorker,
    { provide: DeadLetterStore, useClass: FailedJobs },
    { provide: QueueBacklog, useClass: JobBacklog },
    LianlianDeadLetters,
  ],
  exports: [LianlianDeadLetters],
})
export class LianlianQueueModule extends ConfigurableModuleClass implements OnModuleInit {
  constructor(
    @Inject(QUEUE_SETTINGS) private readonly settings: QueueSettings,
    private readonly jobs: NotificationJobs,
    private readonly moduleRef: ModuleRef,
    modules: ModulesContainer,
  ) {
    super();
    refuseSecond(LianlianQueueModule, modules);
  }

  /** Settings known when the app is written. */
  static override forRoot(options: typeof OPTIONS_TYPE): DynamicModule {
    checkIsGlobal('LianlianQueueModule', options);
    return super.forRoot(options);
  }

  /**
   * Settings known when the app starts: `useFactory`, `useClass` or `useExisting` (with
   * `createLianlianQueueOptions()`).
   *
   * @throws LianlianConfigError if it is given none of them, or what is misspelt
   * @example
   * LianlianQueueModule.forRootAsync({
   *   inject: [ConfigService],
   *   useFactory: (config: ConfigService) => ({ connection: config.getOrThrow('REDIS_URL') }),
   * })
   */
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    checkQueueAsyncOptions(options);
    return super.forRootAsync(options);
  }

  /** Before the first request, and when every module is there, in whatever order they are imported. */
  onModuleInit(): void {
    sendToQueue(this.moduleRef, this.jobs, this.settings.worker !== undefined);
  }
}
