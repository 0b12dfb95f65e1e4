import type { DynamicModule } from '@nestjs/common';
import { metrics } from '@opentelemetry/api';
import {
  ConsoleMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { ConsoleSpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { LianlianOtelModule } from 'nestjs-lianlian/otel';

const METRICS_EVERY_MS = 60_000;

/**
 * Where traces and metrics of LianLian go: to the console where SHOP_TELEMETRY is `console`, or else nowhere. A
 * shop in production registers its own SDK, with exporters to its collector.
 */
export function telemetry(environment: NodeJS.ProcessEnv): DynamicModule[] {
  if (environment['SHOP_TELEMETRY'] !== 'console') return [];
  const spanProcessors = [new SimpleSpanProcessor(new ConsoleSpanExporter())];
  new NodeTracerProvider({ spanProcessors }).register();
  const exporter = new ConsoleMetricExporter();
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: METRICS_EVERY_MS });
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  return [LianlianOtelModule.forRoot()];
}
