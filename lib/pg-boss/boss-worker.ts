import { setTimeout as sleep } from 'node:timers/promises';

import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';

import { LianlianLogger } from '../common/lianlian-logger.js';
import { didNotAnswer, withinTime } from '../common/within-time.js';
import { queueModeMessages } from '../notifications/queue/queue-mode.messages.js';
import { RunningWork } from '../notifications/queue/running-work.js';
import { BossHandler } from './boss-handler.js';
import { BOSS_SETTINGS, type BossSettings } from './boss-settings.js';
import type { BossJob, BossResult, PgBossLike } from './pg-boss-like.js';
import { QueueBoss } from './queue-boss.js';

const START_AGAIN_MS = 1_000;
const CLOSING_MS = 2_000;

/** Takes notifications from the queue for as long as the app runs. */
@Injectable()
export class BossWorker implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly running = new RunningWork();
  private readonly ending = new AbortController();
  private starting: Promise<void> | undefined;
  /** Where it takes notifications from, once it does. */
  private source: PgBossLike | undefined;

  constructor(
    @Inject(BOSS_SETTINGS) private readonly settings: BossSettings,
    private readonly boss: QueueBoss,
    private readonly handler: BossHandler,
  ) {}

  /** When everything that handlers need is there. PostgreSQL need not be. */
  onApplicationBootstrap(): void {
    const { worker } = this.settings;
    if (worker !== undefined) this.starting = this.start(worker.concurrency);
  }

  /** Takes no further notification; those in work go on. */
  async onModuleDestroy(): Promise<void> {
    this.ending.abort();
    await this.starting;
    await this.stop(false);
  }

  /** Handlers that run are waited for, however long they take: what they need is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.running.ended();
    await this.stop(true);
  }

  /** Again and again, until PostgreSQL is there. */
  private async start(concurrency: number): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      try {
        const boss = await this.boss.started();
        await this.take(boss, concurrency);
        this.source = boss;
        return;
      } catch {
        // QueueBoss has said why. A process that does nothing but this stays up for it.
        await sleep(START_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async take(boss: PgBossLike, concurrency: number): Promise<void> {
    const seconds = this.settings.pollMs / 1_000;
    const options = {
      ...({ includeMetadata: true, perJobResults: true, localConcurrency: concurrency } as const),
      // PostgreSQL announces what comes, and not what is to be tried again.
      ...{ pollingIntervalSeconds: seconds, notifyPollingIntervalSeconds: seconds },
    };
    await boss.work(this.boss.queue, options, (jobs) => this.handled(jobs));
  }

  private handled(jobs: readonly BossJob[]): Promise<BossResult[]> {
    this.boss.outages.back();
    return this.running.track(Promise.all(jobs.map((job) => this.handler.handle(job))));
  }

  private async stop(wait: boolean): Promise<void> {
    const { queue } = this.boss;
    const what = `Worker of queue ${queue}`;
    const stopped = this.source?.offWork(queue, { wait });
    try {
      await withinTime(Promise.resolve(stopped), CLOSING_MS, () => didNotAnswer(what, CLOSING_MS));
    } catch {
      new LianlianLogger().warn(queueModeMessages.slowShutdown(what));
    }
  }
}
