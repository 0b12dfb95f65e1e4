import { context, propagation, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  type DataPoint,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  type MetricData,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';

/** The real SDK, with exporters that keep what they get. */
export interface Telemetry {
  readonly tracerProvider: NodeTracerProvider;
  readonly meterProvider: MeterProvider;
  spans(): ReadableSpan[];
  /** Of one name. */
  named(name: string): ReadableSpan[];
  points(metric: string): Promise<DataPoint<number | Histogram>[]>;
  /** Everything that was exported, as text. */
  everything(): Promise<string>;
  reset(): void;
  stop(): Promise<void>;
}

/** Registers its context manager for the process, as an app's SDK does. */
export function startTelemetry(): Telemetry {
  const spanExporter = new InMemorySpanExporter();
  const tracerProvider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spanExporter)] });
  tracerProvider.register();
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const meterProvider = new MeterProvider({
    readers: [
      new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 3_600_000 }),
    ],
  });
  const spans = (): ReadableSpan[] => spanExporter.getFinishedSpans();
  const metrics = async (): Promise<MetricData[]> => {
    await meterProvider.forceFlush();
    const last = metricExporter.getMetrics().at(-1);
    return (last?.scopeMetrics ?? []).flatMap((scope) => scope.metrics);
  };
  return {
    tracerProvider,
    meterProvider,
    spans,
    named: (name) => spans().filter((span) => span.name === name),
    points: async (metric) =>
      (await metrics())
        .filter(({ descriptor }) => descriptor.name === metric)
        .flatMap(({ dataPoints }) => dataPoints as DataPoint<number | Histogram>[]),
    everything: async () =>
      JSON.stringify([
        spans().map(({ name, attributes, events, links, status, resource }) => ({
          name,
          attributes,
          events,
          links,
          status,
          resource: resource.attributes,
        })),
        await metrics(),
      ]),
    reset: () => {
      spanExporter.reset();
    },
    stop: async () => {
      await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]);
      for (const api of [trace, context, propagation]) api.disable();
    },
  };
}
