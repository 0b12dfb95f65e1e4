import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { didNotAnswer, withinTime } from '../common/timing/within-time.js';
import { OutageLog } from '../notifications/queue/outage-log.js';
import { queueModeMessages } from '../notifications/queue/queue-mode.messages.js';
import { isOutage, postgresWith } from './boss-refusals.js';
import { BOSS_SETTINGS, type BossSettings } from './boss-settings.js';
import { createBoss } from './create-boss.js';
import { lettersOf, makeQueues } from './make-queues.js';
import type { PgBossLike } from './pg-boss-like.js';

const CLOSING_MS = 3_000;

/** pg-boss, which is started when it is first wanted, and again until PostgreSQL lets it. */
@Injectable()
export class QueueBoss implements OnModuleInit, OnApplicationShutdown {
  readonly outages: OutageLog;
  private boss: PgBossLike | undefined;
  private starting: Promise<PgBossLike> | undefined;
  private isStopped = false;

  constructor(@Inject(BOSS_SETTINGS) private readonly settings: BossSettings) {
    this.outages = new OutageLog(this.name, postgresWith(settings.schema));
  }

  /** The queue of notifications. */
  get queue(): string {
    return this.settings.queueName;
  }

  /** The queue of those that every attempt failed for. */
  get letters(): string {
    return lettersOf(this.settings);
  }

  /** @throws LianlianConfigError where pg-boss is not installed, or refuses the options: nothing is connected yet */
  async onModuleInit(): Promise<void> {
    this.boss = await createBoss(this.settings);
    this.boss.on('error', this.onError);
  }

  /**
   * The result of some work with pg-boss, started and with its queues, or a rejection in time.
   *
   * @throws what PostgreSQL rejected with, or an error if it did not answer in time; if it still does the work then, the
   *   caller must not mind
   */
  async inTime<T>(work: (boss: PgBossLike) => Promise<T>): Promise<T> {
    const { timeoutMs } = this.settings;
    try {
      const result = await withinTime(this.started().then(work), timeoutMs, () =>
        didNotAnswer('PostgreSQL', timeoutMs),
      );
      this.outages.back();
      return result;
    } catch (error) {
      this.onError(error);
      throw error;
    }
  }

  /**
   * pg-boss, started and with its queues, however long that takes. Of several that want it at once, one starts it; where
   * that fails, the next one tries again.
   *
   * @throws what PostgreSQL rejected with
   */
  started(): Promise<PgBossLike> {
    return (this.starting ??= this.start().catch((error: unknown) => {
      this.starting = undefined;
      this.onError(error);
      throw error;
    }));
  }

  /** After the last request: it may still bring a notification. */
  async onApplicationShutdown(): Promise<void> {
    const { boss } = this;
    this.isStopped = true;
    if (boss === undefined) return;
    boss.off('error', this.onError);
    if (boss === this.settings.connection) return;
    // What it cannot close any more is no news.
    boss.on('error', () => undefined);
    try {
      const stopped = boss.stop({ graceful: true, timeout: CLOSING_MS });
      await withinTime(stopped, CLOSING_MS, () => didNotAnswer(this.name, CLOSING_MS));
    } catch {
      new LianlianLogger().warn(queueModeMessages.slowShutdown(this.name));
    }
  }

  private get name(): string {
    return `Queue ${this.settings.queueName}`;
  }

  private readonly onError = (error: unknown): void => {
    if (isOutage(error)) this.outages.away(error);
  };

  private async start(): Promise<PgBossLike> {
    const { boss } = this;
    if (boss === undefined || this.isStopped) throw new Error(`${this.name} is not open.`);
    await boss.start();
    await makeQueues(boss, this.settings);
    return boss;
  }
}
