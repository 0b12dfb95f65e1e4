import { AggregatorRegistry, Registry } from 'prom-client';
import { describe, expect, it, vi } from 'vitest';

import { MemoryInbox } from '../../../lib/notifications/inbox/memory-inbox.js';
import { prometheusSettings } from '../../../lib/prometheus/lianlian-prometheus-options.js';
import { MetricNames } from '../../../lib/prometheus/metric-names.js';
import { createStateGauges, type StateSources } from '../../../lib/prometheus/state-gauges.js';

const counts = (count: () => Promise<number>): { count(): Promise<number> } => ({ count });
const away = counts(() => Promise.reject(new Error('ECONNREFUSED')));

const sweeper = {
  unsettled: () => ({ payment: undefined, payout: undefined }),
  failedRounds: () => ({ payment: 0, payout: 0 }),
};

/** A register with the gauges, of what is given and of what is quiet otherwise. */
function registerOf(given: object): Registry {
  const register = new Registry();
  const sources = {
    ...{ inbox: new MemoryInbox(), events: { lastReceived: () => undefined }, sweeper },
    ...given,
  };
  createStateGauges(new MetricNames(prometheusSettings({ register })), sources as unknown as StateSources);
  return register;
}

/** What Prometheus reads of the queue. */
async function queueLines(queue: object): Promise<string[]> {
  const text = await registerOf(queue).metrics();
  return text.split('\n').filter((line) => line.startsWith('lianlian_queue'));
}

async function valueOf(register: Registry, series: string): Promise<number | undefined> {
  const line = (await register.metrics()).split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
}

describe('the gauge of the queue', () => {
  it('has what waits and what is dead', async () => {
    const queue = {
      backlog: counts(() => Promise.resolve(3)),
      deadLetters: counts(() => Promise.resolve(1)),
    };
    expect(await queueLines(queue)).toEqual([
      'lianlian_queue_notifications{state="waiting"} 3',
      'lianlian_queue_notifications{state="dead"} 1',
    ]);
  });

  it('leaves out what the queue does not tell, and spoils nothing else', async () => {
    expect(await queueLines({ backlog: away, deadLetters: counts(() => Promise.resolve(0)) })).toEqual([
      'lianlian_queue_notifications{state="dead"} 0',
    ]);
  });

  it('leaves out a queue that throws at once', async () => {
    const broken = { count: () => JSON.parse('') as Promise<number> };
    expect(await queueLines({ backlog: broken, deadLetters: broken })).toEqual([]);
  });

  it('is not there without a queue', async () => {
    expect(await queueLines({})).toEqual([]);
  });
});

describe('an inbox that does not answer', () => {
  it('is down, and asked no second time while the first question is open', async () => {
    vi.useFakeTimers();
    try {
      let answer: (() => void) | undefined;
      const recall = vi.fn(
        () =>
          new Promise<undefined>(
            (resolve) =>
              (answer = () => {
                resolve(undefined);
              }),
          ),
      );
      const register = registerOf({ inbox: { recall } });
      for (let scrapes = 0; scrapes < 3; scrapes++) {
        const read = valueOf(register, 'lianlian_inbox_up');
        await vi.advanceTimersByTimeAsync(1_500);
        expect(await read).toBe(0);
      }
      expect(recall).toHaveBeenCalledTimes(1);
      answer?.();
      await vi.advanceTimersByTimeAsync(0);
      recall.mockResolvedValue(undefined);
      expect(await valueOf(register, 'lianlian_inbox_up')).toBe(1);
      expect(recall).toHaveBeenCalledTimes(2);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the time of the last notification', () => {
  it('is that of the start until one came', async () => {
    const before = Date.now() / 1000;
    const lastReceived = vi.fn<() => { at: Date } | undefined>();
    const register = registerOf({ events: { lastReceived } });
    expect(await valueOf(register, 'lianlian_last_notification_timestamp_seconds')).toBeGreaterThanOrEqual(
      before,
    );
    lastReceived.mockReturnValue({ at: new Date(5_000) });
    expect(await valueOf(register, 'lianlian_last_notification_timestamp_seconds')).toBe(5);
  });
});

describe('gauges of two workers of a cluster', () => {
  it('are not added up', async () => {
    const round = { count: 3, oldest: new Date(Date.now() - 60_000), at: new Date(7_000) };
    const ofOne = {
      events: { lastReceived: () => ({ at: new Date(5_000) }) },
      sweeper: { ...sweeper, unsettled: () => ({ payment: round, payout: undefined }) },
      deadLetters: counts(() => Promise.resolve(1)),
    };
    const down = { recall: () => Promise.reject(new Error('ECONNREFUSED')) };
    const workers = [registerOf({ ...ofOne, inbox: down }), registerOf(ofOne)];
    const read = await Promise.all(workers.map((worker) => worker.getMetricsAsJSON()));
    const joined: Registry = AggregatorRegistry.aggregate(read);
    expect(await valueOf(joined, 'lianlian_inbox_up')).toBe(0);
    expect(await valueOf(joined, 'lianlian_last_notification_timestamp_seconds')).toBe(5);
    expect(await valueOf(joined, 'lianlian_unsettled{kind="payment"}')).toBe(3);
    expect(await valueOf(joined, 'lianlian_last_sweep_timestamp_seconds{kind="payment"}')).toBe(7);
    expect(await valueOf(joined, 'lianlian_unsettled_oldest_age_seconds{kind="payment"}')).toBeLessThan(100);
    expect(await valueOf(joined, 'lianlian_queue_notifications{state="dead"}')).toBe(1);
  });
});

describe('a register with metrics of these names', () => {
  it('is refused by name', () => {
    const settings = prometheusSettings({ register: new Registry() });
    createStateGauges(new MetricNames(settings), { inbox: new MemoryInbox() } as unknown as StateSources);
    expect(() => new MetricNames(settings).of('inbox_up')).toThrow('has a metric lianlian_inbox_up already');
  });
});
