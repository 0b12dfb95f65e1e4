import { type Counter, type Histogram, type MeterProvider, type UpDownCounter } from '@opentelemetry/api';

/** The name of our tracer and meter. */
export const SCOPE = 'nestjs-lianlian';

/** Bounds that the conventions advise for HTTP, in seconds. */
const advice = {
  explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
};

/** What is measured. No attribute of a measurement names an order: there are too many of them. */
export interface Instruments {
  /** One for every HTTP request, repeated ones too. */
  readonly requestDuration: Histogram;
  readonly callDuration: Histogram;
  readonly activeCalls: UpDownCounter;
  readonly processDuration: Histogram;
  readonly activeNotifications: UpDownCounter;
  readonly events: Counter;
}

export function createInstruments(provider: MeterProvider): Instruments {
  const meter = provider.getMeter(SCOPE);
  const duration = (name: string, description: string): Histogram =>
    meter.createHistogram(name, { description, unit: 's', advice });
  return {
    requestDuration: duration('http.client.request.duration', 'Duration of HTTP client requests.'),
    callDuration: duration(
      'lianlian.call.duration',
      'Duration of calls of LianLian, from validation to the verified response.',
    ),
    activeCalls: meter.createUpDownCounter('lianlian.call.active', {
      description: 'Calls of LianLian that are under way.',
      unit: '{call}',
    }),
    processDuration: duration('messaging.process.duration', 'Duration of processing operation.'),
    activeNotifications: meter.createUpDownCounter('lianlian.notification.active', {
      description: 'Notifications of LianLian that are being handled.',
      unit: '{notification}',
    }),
    events: meter.createCounter('lianlian.events', {
      description: 'What happened to notifications of LianLian.',
      unit: '{event}',
    }),
  };
}
