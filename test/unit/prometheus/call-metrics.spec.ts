import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';

import type { LianlianApiId } from '../../../lib/common/api-ids.js';
import { LianlianTransportError } from '../../../lib/errors/lianlian-transport.error.js';
import { CallMetrics } from '../../../lib/prometheus/call-metrics.js';
import { prometheusSettings } from '../../../lib/prometheus/lianlian-prometheus-options.js';
import { MetricNames } from '../../../lib/prometheus/metric-names.js';
import { createMetrics } from '../../../lib/prometheus/metrics.js';
import { TelemetryGuard } from '../../../lib/telemetry/telemetry-guard.js';

/** The lines of calls in doubt after a call that broke off. */
async function inDoubtAfter(api: LianlianApiId): Promise<string[]> {
  const register = new Registry();
  const settings = prometheusSettings({ register });
  const calls = new CallMetrics(
    createMetrics(new MetricNames(settings), settings),
    new TelemetryGuard(() => 'broken'),
  );
  const reason = new LianlianTransportError('The connection broke.', { outcome: 'unknown' });
  await calls.observe(api, () => Promise.resolve({ status: 'rejected', reason }));
  const text = await register.metrics();
  return text.split('\n').filter((line) => line.startsWith('lianlian_calls_in_doubt_total{'));
}

describe('calls in doubt', () => {
  it('are those that may have changed something, each there with 0 before', async () => {
    const lines = await inDoubtAfter('refund.apply');
    expect(lines).toContain('lianlian_calls_in_doubt_total{api="refund.apply"} 1');
    expect(lines).toContain('lianlian_calls_in_doubt_total{api="payout.apply"} 0');
  });

  it.each(['aggregate.query', 'account.balance', 'banks.supported'] as const)(
    'are none that only ask: %s',
    async (api) => {
      const lines = await inDoubtAfter(api);
      expect(lines.filter((line) => line.endsWith(' 1') || line.includes(api))).toEqual([]);
    },
  );
});
