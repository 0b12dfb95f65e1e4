import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { OverviewView } from '../../../../lib/sandbox/contract.js';
import { ControlClient } from '../support/control-client.js';
import { call, orders, PATHS, ShopEnd, startSandbox } from '../support/merchant.js';

const MINUTE_MS = 60_000;

describe('the overview of a sandbox', () => {
  let sandbox: LianlianSandbox;
  let shop: ShopEnd;
  let control: ControlClient;

  beforeEach(async () => {
    [sandbox, shop] = await Promise.all([
      startSandbox({ now: new Date('2026-05-01T02:30:00Z') }),
      ShopEnd.open(),
    ]);
    control = new ControlClient(sandbox);
  });
  afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

  const overview = (span?: string): Promise<OverviewView> =>
    control.get(`overview${span === undefined ? '' : `?span=${span}`}`);

  const place = (no_order: string): Promise<unknown> =>
    call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order });

  /** Each outcome with its number, in all parts together. */
  function sums({ deliveries }: OverviewView): Record<string, number> {
    const all: Record<string, number> = {};
    for (const { outcomes } of deliveries) {
      for (const [outcome, count] of Object.entries(outcomes)) all[outcome] = (all[outcome] ?? 0) + count;
    }
    return all;
  }

  it('is empty at first, with thirty parts of an hour that ends now', async () => {
    const view = await overview();
    expect(view).toMatchObject({ span: 'hour', orders: 0, states: {}, ahead: { count: 0, next: [] } });
    expect(view.latency).toMatchObject({ count: 0 });
    expect(view.deliveries).toHaveLength(30);
    const [first, second] = view.deliveries.map(({ from }) => Date.parse(from));
    expect((second ?? 0) - (first ?? 0)).toBe(2 * MINUTE_MS);
    expect(sandbox.clock.now().getTime() - (first ?? 0)).toBeGreaterThanOrEqual(60 * MINUTE_MS);
  });

  it('counts orders by state, and attempts by how they ended, each where it belongs', async () => {
    for (const no_order of ['o-1', 'o-2', 'o-3']) await place(no_order);
    await sandbox.pay('o-1');
    await sandbox.fail('o-2');
    await sandbox.deliver('o-1', { how: 'tampered' }); // acknowledged: this shop looks at nothing
    await sandbox.deliver('o-1', { how: 'dropped' });
    shop.response = { status: 500, body: 'no' };
    await sandbox.deliver('o-1', { how: 'wrong-amount' });
    await sandbox.deliver('o-1', { how: 'again' });
    const view = await overview();
    expect(view).toMatchObject({ orders: 3, states: { paid: 1, failed: 1, waiting: 1 } });
    expect(sums(view)).toEqual({
      ...{ acknowledged: 1, 'wrongly-accepted': 1, dropped: 1, rejected: 1, refused: 1 },
    });
    expect(view.deliveries.at(-1)?.outcomes).toEqual(sums(view));
    // What was dropped was not answered.
    expect(view.latency.count).toBe(4);
    expect(view.latency.counts.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    const { medianMs = -1, p95Ms = -1, slowestMs = -1 } = view.latency;
    expect(medianMs).toBeGreaterThanOrEqual(0);
    expect(p95Ms).toBeGreaterThanOrEqual(medianMs);
    expect(slowestMs).toBeGreaterThanOrEqual(p95Ms);
  });

  it('tells what is due, the first first: repeats and late copies', async () => {
    await place('o-1');
    shop.response = { status: 503, body: 'busy' };
    await sandbox.pay('o-1');
    await sandbox.deliver('o-1', { how: 'late', delayMs: MINUTE_MS });
    const { ahead } = await overview();
    expect(ahead.count).toBe(2);
    expect(ahead.next).toMatchObject([
      { kind: 'payment', no_order: 'o-1', oid_paybill: sandbox.transaction('o-1').oid_paybill },
      { kind: 'payment', no_order: 'o-1', attempt: 2 },
    ]);
    expect(ahead.next[0]).not.toHaveProperty('attempt');
    const [late, repeat] = ahead.next.map(({ at }) => Date.parse(at));
    expect(repeat ?? 0).toBeGreaterThan(late ?? 0);
    await sandbox.clock.advance(3 * MINUTE_MS);
    const later = await overview();
    expect(later.ahead.next).toMatchObject([{ attempt: 3 }]);
    expect(sums(later)).toEqual({ refused: 3 });
  });

  it('looks back for an hour, a day or a week by the sandbox’s clock, and for nothing else', async () => {
    await place('o-1');
    await sandbox.pay('o-1');
    await sandbox.clock.advance(2 * 60 * MINUTE_MS);
    expect(sums(await overview('hour'))).toEqual({});
    expect(sums(await overview('day'))).toEqual({ acknowledged: 1 });
    await sandbox.clock.advance(2 * 24 * 60 * MINUTE_MS);
    expect(sums(await overview('day'))).toEqual({});
    expect(sums(await overview('week'))).toEqual({ acknowledged: 1 });
    const refused = await control.send('GET', 'overview?span=year');
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('span must be one of hour, day, week');
  });
});
