import { Counter, Histogram } from 'prom-client';

import { InProgress } from './in-progress.js';
import type { PrometheusSettings } from './lianlian-prometheus-options.js';
import type { MetricNames } from './metric-names.js';
import { ZERO_CALLS_IN_DOUBT, ZERO_EVENTS } from './zero-series.js';

/** What is counted and timed as it happens. No label names an order, or holds what a payer or a sender wrote. */
export interface Metrics {
  readonly calls: Counter<'api' | 'outcome' | 'category'>;
  readonly callSeconds: Histogram<'api' | 'outcome'>;
  readonly callsInDoubt: Counter<'api'>;
  readonly callsInProgress: InProgress<'api'>;
  readonly events: Counter<'event' | 'kind' | 'reason'>;
  readonly swept: Counter<'kind' | 'state'>;
  readonly responseSeconds: Histogram<'kind' | 'acknowledged'>;
  readonly handlingSeconds: Histogram<'kind' | 'result'>;
  readonly notificationsInProgress: InProgress<'kind'>;
}

/** Registers them. */
export function createMetrics(names: MetricNames, { buckets: bounds }: PrometheusSettings): Metrics {
  const buckets = [...bounds];
  return {
    calls: new Counter({
      ...names.of('calls_total'),
      help: 'Calls of LianLian and signed forms that ended, by outcome and by what kind of response or error it was.',
      labelNames: ['api', 'outcome', 'category'],
    }),
    callSeconds: new Histogram({
      ...names.of('call_duration_seconds'),
      help: 'Duration of calls of LianLian, from validation to the verified response.',
      labelNames: ['api', 'outcome'],
      buckets,
    }),
    callsInDoubt: new Counter({
      ...names.of('calls_in_doubt_total'),
      help: 'Calls that may have moved money, or changed something else, and of which nobody knows whether they did.',
      labelNames: ['api'],
      collect() {
        for (const labels of ZERO_CALLS_IN_DOUBT) this.inc(labels, 0);
      },
    }),
    callsInProgress: new InProgress(
      names.of('calls_in_progress'),
      'api',
      'Calls of LianLian that are under way.',
    ),
    events: new Counter({
      ...names.of('notification_events_total'),
      help: 'What happened to notifications of LianLian: received, handled, repeated, queued, refused, failed.',
      labelNames: ['event', 'kind', 'reason'],
      collect() {
        for (const labels of ZERO_EVENTS) this.inc(labels, 0);
      },
    }),
    swept: new Counter({
      ...names.of('swept_total'),
      help: 'What LianLian said when the sweeper asked about a payment or a payout.',
      labelNames: ['kind', 'state'],
      collect() {
        this.inc({ kind: 'payment', state: 'other-time' }, 0);
      },
    }),
    responseSeconds: new Histogram({
      ...names.of('notification_response_seconds'),
      help: 'From the arrival of a verified notification to its response. LianLian waits for five seconds.',
      labelNames: ['kind', 'acknowledged'],
      buckets,
    }),
    handlingSeconds: new Histogram({
      ...names.of('notification_handling_seconds'),
      help: 'Duration of the handling of a notification, the hook of the app included.',
      labelNames: ['kind', 'result'],
      buckets,
    }),
    notificationsInProgress: new InProgress(
      names.of('notifications_in_progress'),
      'kind',
      'Notifications that are being handled.',
    ),
  };
}
