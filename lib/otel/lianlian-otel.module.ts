import { type DynamicModule, Inject, Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { metrics, trace } from '@opentelemetry/api';
import type { Subscription } from 'rxjs';

import { checkMadeOptions } from '../common/options/module-options.js';
import { lianlianProvider } from '../config/lianlian-provider.js';
import { LianlianEvents } from '../notifications/model/lianlian-events.js';
import { OnceOnlyHandler } from '../notifications/handle/once-only-handler.js';
import { LianlianClient } from '../wire/lianlian-client.js';
import { CallTelemetry } from './call-telemetry.js';
import { createInstruments, SCOPE } from './instruments.js';
import { type LianlianOtelOptions, otelSettings } from './lianlian-otel-options.js';
import {
  type ASYNC_OPTIONS_TYPE,
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN,
} from './lianlian-otel.module-definition.js';
import { NotificationTelemetry } from './notification-telemetry.js';
import { OtelGuard } from './otel-guard.js';
import { PaymentLinks } from './payment-links.js';

/**
 * Traces and metrics of LianLian for OpenTelemetry, through the app's own SDK. Import it once, beside
 * `LianlianModule`. No personal data and no secret gets into them.
 *
 * In queue mode, import it in servers and in workers: a trace then leads from the request to the handler, by the
 * propagator that the app registered. The span in the worker is a child of the one that put the notification into the
 * queue, and links to it, or links alone where a span of the worker's own is around it.
 *
 * @throws LianlianConfigError at start, where `LianlianModule` is not imported
 * @example
 * @Module({ imports: [LianlianModule.forRoot(options), LianlianOtelModule.forRoot()] })
 * export class AppModule {}
 */
@Module({})
export class LianlianOtelModule extends ConfigurableModuleClass implements OnModuleInit, OnModuleDestroy {
  private subscription: Subscription | undefined;

  constructor(
    private readonly moduleRef: ModuleRef,
    @Inject(MODULE_OPTIONS_TOKEN) private readonly options: LianlianOtelOptions,
  ) {
    super();
  }

  /**
   * Settings known when the app is written.
   *
   * @throws LianlianConfigError where an option is misspelt, or none
   */
  static override forRoot(options: LianlianOtelOptions = {}): DynamicModule {
    otelSettings(options);
    return super.forRoot(options);
  }

  /**
   * Settings known when the app starts: `useFactory`, `useClass` or `useExisting` (with `createLianlianOtelOptions()`).
   *
   * @throws LianlianConfigError if it is given none of them, or what is misspelt
   * @example
   * LianlianOtelModule.forRootAsync({ inject: [Telemetry], useFactory: ({ meterProvider }: Telemetry) => ({ meterProvider }) })
   */
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    checkMadeOptions('LianlianOtelModule', options);
    return super.forRootAsync(options);
  }

  /** When every module is there, and before the first request. */
  onModuleInit(): void {
    const {
      tracerProvider = trace.getTracerProvider(),
      meterProvider = metrics.getMeterProvider(),
      rememberedPayments,
    } = otelSettings(this.options);
    const tracer = tracerProvider.getTracer(SCOPE);
    const instruments = createInstruments(meterProvider);
    const links = new PaymentLinks(rememberedPayments);
    const guard = new OtelGuard();
    const notifications = new NotificationTelemetry(tracer, instruments, links, guard);
    this.ofLianlian(LianlianClient).observeBy(new CallTelemetry(tracer, instruments, links, guard));
    this.ofLianlian(OnceOnlyHandler).observeBy(notifications);
    this.subscription = this.ofLianlian(LianlianEvents).all$.subscribe((event) => {
      notifications.note(event);
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  private ofLianlian<T>(type: new (...args: never[]) => T): T {
    return lianlianProvider(this.moduleRef, type, 'LianlianOtelModule');
  }
}
