import 'reflect-metadata';

import { type DynamicModule, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { ModuleRef, ModulesContainer } from '@nestjs/core';

import { checkIsGlobal } from '../common/options/module-options.js';
import { DeadLetterStore } from '../notifications/queue/dead-letter.js';
import { LianlianDeadLetters } from '../notifications/queue/dead-letters.js';
import { QueueBacklog } from '../notifications/queue/queue-backlog.js';
import { checkQueueAsyncOptions, refuseSecond, sendToQueue } from '../notifications/queue/queue-module.js';
import { BossBacklog } from './boss-backlog.js';
import { BossHandler } from './boss-handler.js';
import { BossJobs } from './boss-jobs.js';
import { BossLetters } from './boss-letters.js';
import { BOSS_SETTINGS, type BossSettings, bossSettingsOf } from './boss-settings.js';
import { BossWorker } from './boss-worker.js';
import {
  type ASYNC_OPTIONS_TYPE,
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN,
  type OPTIONS_TYPE,
} from './lianlian-queue.module-definition.js';
import { QueueBoss } from './queue-boss.js';

/**
 * Queue mode in PostgreSQL: notifications are verified, compared with `expectedPayment`, put into a queue of pg-boss, and
 * acknowledged when PostgreSQL has committed them. Workers, in this process and any number of others, run the handlers:
 * a failing one is tried again with growing pauses, and then kept as a dead letter (`LianlianDeadLetters`).
 *
 * Import it beside `LianlianModule`, whose inbox every process shares (`SqlInbox`, `RedisInbox`): it is what makes a
 * notification run once. Processes that only handle run the same module under `NestFactory.createApplicationContext`.
 *
 * LianLian never sends an acknowledged notification again. With PostgreSQL's default settings what is committed outlives a
 * crash; `synchronous_commit = off`, and a failover to a replica that is not synchronous, lose what was acknowledged last.
 * What is lost all the same, the sweeper finds: give the controller `unsettledPayments()`.
 *
 * PostgreSQL holds the notifications as LianLian sent them, a payer's data among it, for `keepCompletedMs` and as long as
 * they are dead letters. With `LianlianOtelModule` a job holds its trace, too, and the baggage that the app set.
 *
 * @throws LianlianConfigError at start, with every problem of the options, without pg-boss, or without `LianlianModule`
 * @example
 * LianlianModule.forRootAsync(…),
 * LianlianQueueModule.forRoot({ connection: 'postgres://127.0.0.1/shop', worker: { concurrency: 20 } }),
 */
@Module({
  providers: [
    {
      provide: BOSS_SETTINGS,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: bossSettingsOf,
    },
    QueueBoss,
    BossJobs,
    BossHandler,
    BossWorker,
    { provide: DeadLetterStore, useClass: BossLetters },
    { provide: QueueBacklog, useClass: BossBacklog },
    LianlianDeadLetters,
  ],
  exports: [LianlianDeadLetters],
})
export class LianlianQueueModule extends ConfigurableModuleClass implements OnModuleInit {
  constructor(
    @Inject(BOSS_SETTINGS) private readonly settings: BossSettings,
    private readonly jobs: BossJobs,
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
   *   useFactory: (config: ConfigService) => ({ connection: config.getOrThrow('DATABASE_URL') }),
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
