import { setTimeout as sleep } from 'node:timers/promises';

import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';

import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { endsWithin } from '../common/timing/within-time.js';
import { queueModeMessages } from '../notifications/queue/queue-mode.messages.js';
import { RunningWork } from '../notifications/queue/running-work.js';
import { BossHandler } from './boss-handler.js';
import { BOSS_SETTINGS, type BossSettings } from './boss-settings.js';
import { BossWorkers } from './boss-workers.js';
import type { BossJob, BossResult } from './pg-boss-like.js';
import { QueueBoss } from './queue-boss.js';

const START_AGAIN_MS = 1_000;
const CLOSING_MS = 2_000;

/** Takes notifications from the queue for as long as the app runs. */
@Injectable()
export class BossWorker implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly running = new RunningWork();
  private readonly ending = new AbortController();
  private starting: Promise<void> | undefined;
  /** Those that take notifications, once they do. */
  private workers: BossWorkers | undefined;

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
    if (this.starting !== undefined && !(await endsWithin(this.starting, CLOSING_MS))) this.warnOfSlowness();
    await this.workers?.close(false);
  }

  /** Handlers that run are waited for, however long they take: what they need is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.workers === undefined) return;
    const isClosed = await this.running.endsWith(this.workers.close(true), CLOSING_MS);
    if (!isClosed) this.warnOfSlowness();
  }

  /** Again and again, until PostgreSQL is there. */
  private async start(concurrency: number): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      try {
        await this.open(concurrency);
        return;
      } catch {
        // QueueBoss has said why. A process that does nothing but this stays up for it.
        await sleep(START_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async open(concurrency: number): Promise<void> {
    const { queue } = this.boss;
    const handle = (job: BossJob): Promise<BossResult> => this.handle(job);
    const work = { queue, concurrency, pollMs: this.settings.pollMs, handle };
    const workers = new BossWorkers(await this.boss.started(), work);
    if (this.ending.signal.aborted) return;
    await workers.open();
    this.workers = workers;
  }

  private handle(job: BossJob): Promise<BossResult> {
    this.boss.outages.back();
    return this.running.track(this.handler.handle(job));
  }

  private warnOfSlowness(): void {
    new LianlianLogger().warn(queueModeMessages.slowShutdown(`Worker of queue ${this.boss.queue}`));
  }
}
