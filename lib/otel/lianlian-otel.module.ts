import { type DynamicModule, Inject, Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type MeterProvider, metrics, trace, type TracerProvider } from '@opentelemetry/api';
import type { Subscription } from 'rxjs';

import type { OptionReader } from '../common/option-reader.js';
import { readOptions } from '../common/read-options.js';
import { lianlianProvider } from '../config/lianlian-provider.js';
import { LianlianEvents } from '../notifications/model/lianlian-events.js';
import { OnceOnlyHandler } from '../notifications/handle/once-only-handler.js';
import { LianlianClient } from '../wire/lianlian-client.js';
import { CallTelemetry } from './call-telemetry.js';
import { createInstruments, SCOPE } from './instruments.js';
import { NotificationTelemetry } from './notification-telemetry.js';
import { OtelGuard } from './otel-guard.js';
import { PaymentLinks } from './payment-links.js';

/** Where traces and metrics go. */
export interface LianlianOtelOptions {
  /** Default: the one that the app registered with OpenTelemetry. */
  readonly tracerProvider?: TracerProvider | undefined;
  /** Default: the one that the app registered with OpenTelemetry. */
  readonly meterProvider?: MeterProvider | undefined;
  /**
   * How many payments and refunds are remembered, so that their notifications are linked to the traces that sent
   * them. 0 for none. Default 10000.
   */
  readonly rememberedPayments?: number | undefined;
}

const OPTIONS = Symbol('lianlian: options of otel');
const NAMES = [
  'tracerProvider',
  'meterProvider',
  'rememberedPayments',
] as const satisfies (keyof LianlianOtelOptions)[];
const DEFAULT_REMEMBERED = 10_000;

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
export class LianlianOtelModule implements OnModuleInit, OnModuleDestroy {
  private subscription: Subscription | undefined;

  constructor(
    private readonly moduleRef: ModuleRef,
    @Inject(OPTIONS) private readonly options: LianlianOtelOptions,
  ) {}

  /** @throws LianlianConfigError where an option is misspelt, or none */
  static forRoot(options: LianlianOtelOptions = {}): DynamicModule {
    const rememberedPayments = readOptions(options, { of: 'LianlianOtelModule', known: NAMES }, (reader) => {
      checkProvider(reader, 'tracerProvider', 'getTracer');
      checkProvider(reader, 'meterProvider', 'getMeter');
      return reader.positiveInteger('rememberedPayments', DEFAULT_REMEMBERED, { least: 0 });
    });
    const settings: LianlianOtelOptions = { ...options, rememberedPayments };
    return { module: LianlianOtelModule, providers: [{ provide: OPTIONS, useValue: settings }] };
  }

  /** When every module is there, and before the first request. */
  onModuleInit(): void {
    const { rememberedPayments = DEFAULT_REMEMBERED } = this.options;
    const tracer = (this.options.tracerProvider ?? trace.getTracerProvider()).getTracer(SCOPE);
    const instruments = createInstruments(this.options.meterProvider ?? metrics.getMeterProvider());
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

/** What a provider of OpenTelemetry has is a method. */
function checkProvider(reader: OptionReader, name: string, method: string): void {
  const provider = reader.value(name);
  if (provider === undefined) return;
  if (typeof Reflect.get(Object(provider) as object, method) === 'function') return;
  reader.problem(name, `must be a provider of OpenTelemetry, an object with a method ${method}()`);
}
