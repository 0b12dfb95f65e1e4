import { Counter, Gauge } from 'prom-client';

import type { SweeperService } from '../sweeper/sweeper.service.js';
import type { Unsettled } from '../sweeper/swept-orders.js';
import type { MetricNames } from './metric-names.js';

/** Registers what the sweeper's rounds came to, read whenever Prometheus reads. Of a cluster's workers the largest counts. */
export function createSweeperMetrics(names: MetricNames, sweeper: SweeperService): void {
  perKind(names.of('unsettled'), {
    help: 'What the last whole round of the sweeper listed and could not settle. Missing before the first round.',
    of: ({ count }) => count,
  });
  perKind(names.of('unsettled_oldest_age_seconds'), {
    help: 'How long ago the oldest unsettled payment or payout was sent; 0 where there is none.',
    of: ({ oldest }) => ageOf(oldest),
  });
  perKind(names.of('last_sweep_timestamp_seconds'), {
    help: 'When the last whole round of the sweeper ended, in seconds since 1970. Missing before the first round.',
    of: ({ at }) => at.getTime() / 1000,
  });
  new Counter({
    ...names.of('sweeps_failed_total'),
    help: "Rounds of the sweeper in which one of the app's own lists failed.",
    labelNames: ['kind'],
    collect() {
      this.reset();
      for (const [kind, count] of Object.entries(sweeper.failedRounds())) this.inc({ kind }, count);
    },
  });

  function perKind(name: ReturnType<MetricNames['of']>, gauge: RoundGauge): void {
    new Gauge({
      ...{ ...name, help: gauge.help, labelNames: ['kind'], aggregator: 'max' },
      collect() {
        this.reset();
        for (const [kind, seen] of Object.entries(sweeper.unsettled()))
          if (seen !== undefined) this.set({ kind }, gauge.of(seen));
      },
    });
  }
}

interface RoundGauge {
  readonly help: string;
  readonly of: (round: Unsettled) => number;
}

/** An order's time may be ahead of this clock. */
function ageOf(oldest: Date | undefined): number {
  return oldest === undefined ? 0 : Math.max(0, (Date.now() - oldest.getTime()) / 1000);
}
