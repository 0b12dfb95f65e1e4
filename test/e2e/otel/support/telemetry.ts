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

/** A tracer provider of the real SDK, with an exporter that keeps what it gets. */
export interface SpanRecorder {
  readonly tracerProvider: NodeTracerProvider;
  spans(): ReadableSpan[];
  /** Of one name. */
  named(name: string): ReadableSpan[];
  reset(): void;
}

/** The real SDK, with exporters that keep what they get. */
export interface Telemetry extends SpanRecorder {
  readonly meterProvider: MeterProvider;
  points(metric: string): Promise<DataPoint<number | Histogram>[]>;
  /** Everything that was exported, as text. */
  everything(): Promise<string>;
  stop(): Promise<void>;
}

/** For one app of several in this process. */
export function recordSpans(): SpanRecorder {
  const exporter = new InMemorySpanExporter();
  const spans = (): ReadableSpan[] => exporter.getFinishedSpans();
  return {
    tracerProvider: new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
    spans,
    named: (name) => spans().filter((span) => span.name === name),
    reset: () => {
      exporter.reset();
    },
  };
}

/** Registers its context manager and its propagator for the process, as an app's SDK does. */
export function startTelemetry(): Telemetry {
  const recorder = recordSpans();
  const { tracerProvider, spans } = recorder;
  tracerProvider.register();
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const meterProvider = new MeterProvider({
    readers: [
      new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 3_600_000 }),
    ],
  });
  const metrics = async (): Promise<MetricData[]> => {
    await meterProvider.forceFlush();
    const last = metricExporter.getMetrics().at(-1);
    return (last?.scopeMetrics ?? []).flatMap((scope) => scope.metrics);
  };
  return {
    ...recorder,
    meterProvider,
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
    stop: async () => {
      await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]);
      for (const api of [trace, context, propagation]) api.disable();
    },
  };
}
