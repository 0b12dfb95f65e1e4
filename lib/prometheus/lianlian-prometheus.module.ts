import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Subscription } from 'rxjs';

import { checkMadeOptions } from '../common/options/module-options.js';
import { NOTIFICATION_INBOX, type NotificationInbox } from '../common/inbox/notification-inbox.js';
import { lianlianProvider } from '../config/lianlian-provider.js';
import { NotificationDispatcher } from '../notifications/handle/notification-dispatcher.js';
import { OnceOnlyHandler } from '../notifications/handle/once-only-handler.js';
import { LianlianEvents } from '../notifications/model/lianlian-events.js';
import { LianlianDeadLetters } from '../notifications/queue/dead-letters.js';
import { QueueBacklog } from '../notifications/queue/queue-backlog.js';
import { SweeperService } from '../sweeper/sweeper.service.js';
import { TelemetryGuard } from '../telemetry/telemetry-guard.js';
import { LianlianClient } from '../wire/lianlian-client.js';
import { CallMetrics } from './call-metrics.js';
import {
  type LianlianPrometheusOptions,
  type PrometheusSettings,
  prometheusSettings,
} from './lianlian-prometheus-options.js';
import {
  type ASYNC_OPTIONS_TYPE,
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN,
} from './lianlian-prometheus.module-definition.js';
import { MetricNames } from './metric-names.js';
import { createMetrics } from './metrics.js';
import { NotificationMetrics } from './notification-metrics.js';
import { prometheusMessages } from './prometheus.messages.js';
import { createStateGauges } from './state-gauges.js';

const MODULE = 'LianlianPrometheusModule';

/**
 * Metrics of LianLian for Prometheus, in a register of `prom-client`. Import it once, beside `LianlianModule`, in servers
 * and in workers. It brings no route: show the register as the app shows its other metrics.
 *
 * No label holds a number of an order, personal data or a secret, and each label has a few values alone.
 *
 * @throws LianlianConfigError at start, where `LianlianModule` is not imported, or the register has metrics of these names
 * @example
 * @Module({ imports: [LianlianModule.forRoot(options), LianlianPrometheusModule.forRoot()] })
 * export class AppModule {}
 *
 * @Get('metrics') @Header('Content-Type', register.contentType)
 * metrics() {
 *   return register.metrics();
 * }
 */
@Module({})
export class LianlianPrometheusModule
  extends ConfigurableModuleClass
  implements OnModuleInit, OnApplicationShutdown
{
  private subscription: Subscription | undefined;
  private names: MetricNames | undefined;

  constructor(
    private readonly moduleRef: ModuleRef,
    @Inject(MODULE_OPTIONS_TOKEN) private readonly options: LianlianPrometheusOptions | undefined,
  ) {
    super();
  }

  /**
   * Settings known when the app is written.
   *
   * @throws LianlianConfigError where an option is misspelt, or cannot be used
   */
  static override forRoot(options: LianlianPrometheusOptions = {}): DynamicModule {
    prometheusSettings(options);
    return super.forRoot(options);
  }

  /**
   * Settings known when the app starts: `useFactory`, `useClass` or `useExisting` (with
   * `createLianlianPrometheusOptions()`).
   *
   * @throws LianlianConfigError if it is given none of them, or what is misspelt
   * @example
   * LianlianPrometheusModule.forRootAsync({ inject: [Registry], useFactory: (register: Registry) => ({ register }) })
   */
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    checkMadeOptions(MODULE, options);
    return super.forRootAsync(options);
  }

  /** When every module is there, and before the first request. What a failed start had registered is taken out again. */
  onModuleInit(): void {
    const settings = prometheusSettings(this.options ?? {});
    const names = new MetricNames(settings);
    try {
      this.measure(settings, names);
    } catch (error) {
      names.remove();
      throw error;
    }
    this.names = names;
  }

  /** At the very end: what ends while the app shuts down is counted, and can be read. */
  async onApplicationShutdown(): Promise<void> {
    if (this.names === undefined) return;
    await this.ofLianlian(NotificationDispatcher).onApplicationShutdown();
    this.subscription?.unsubscribe();
    this.names.remove();
  }

  private measure(settings: PrometheusSettings, names: MetricNames): void {
    const guard = new TelemetryGuard(prometheusMessages.broken);
    const metrics = createMetrics(names, settings);
    const events = this.ofLianlian(LianlianEvents);
    createStateGauges(names, {
      events,
      inbox: this.ofLianlian<NotificationInbox>(NOTIFICATION_INBOX),
      sweeper: this.ofLianlian(SweeperService),
      deadLetters: this.ifThere(LianlianDeadLetters),
      backlog: this.ifThere(QueueBacklog),
    });
    const notifications = new NotificationMetrics(metrics, guard);
    this.ofLianlian(LianlianClient).observeBy(new CallMetrics(metrics, guard));
    this.ofLianlian(OnceOnlyHandler).observeBy(notifications);
    this.subscription = events.all$.subscribe((event) => {
      notifications.note(event);
    });
  }

  private ofLianlian<T>(token: symbol | (new (...args: never[]) => T)): T {
    return lianlianProvider(this.moduleRef, token, MODULE);
  }

  /** What queue mode provides. */
  private ifThere<T>(type: abstract new (...args: never[]) => T): T | undefined {
    try {
      return this.moduleRef.get<T>(type, { strict: false });
    } catch {
      return undefined;
    }
  }
}
