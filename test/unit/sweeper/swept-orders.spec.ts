import { describe, expect, it } from 'vitest';

import { SweptOrders } from '../../../lib/sweeper/swept-orders.js';

const FIRST_MS = 1_000;
const HOUR_MS = 3_600_000;

function listing(): { orders: SweptOrders; clock: { now: number }; round: (...keys: string[]) => string[] } {
  const clock = { now: 0 };
  const orders = new SweptOrders(
    FIRST_MS,
    () => 0.5,
    () => clock.now,
  );
  const round = (...keys: string[]): string[] => {
    const due = keys.filter((key) => orders.isDue(key, true, 0));
    orders.endRound();
    return due;
  };
  return { orders, clock, round };
}

describe('an order that is listed', () => {
  it('is left alone twice as long after each query without a result, to an hour', () => {
    const { orders, clock, round } = listing();
    for (const pause of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600]) {
      expect(round('a')).toEqual(['a']);
      orders.postpone('a', false);
      clock.now += pause * 1_000 - 1;
      expect(round('a')).toEqual([]);
      clock.now += 1;
    }
  });

  it('keeps its pause through a round that broke off, and loses it when a whole round lists it no more', () => {
    const { orders, round } = listing();
    expect(round('a', 'b')).toEqual(['a', 'b']);
    orders.postpone('a', false);
    // This round broke off: it is not ended.
    orders.isDue('b', true, 0);
    expect(round('a', 'b')).toEqual(['b']);
    expect(round('b')).toEqual(['b']);
    expect(round('a', 'b')).toEqual(['a', 'b']);
  });

  it('is not due any more after a final result, as long as it is listed', () => {
    const { orders, clock, round } = listing();
    round('a');
    orders.settle('a', false);
    clock.now += 1_000 * HOUR_MS;
    expect(round('a')).toEqual([]);
    expect(round()).toEqual([]);
    expect(round('a')).toEqual(['a']);
  });

  it('is due after an hour where it failed: the payer may try again', () => {
    const { orders, clock, round } = listing();
    round('a');
    orders.settle('a', true);
    clock.now += HOUR_MS - 1;
    expect(round('a')).toEqual([]);
    clock.now += 1;
    expect(round('a')).toEqual(['a']);
  });

  it('whose own time is ahead is due once it was listed for long enough', () => {
    const { orders, clock } = listing();
    expect(orders.isDue('ahead', false, 5_000)).toBe(false);
    orders.endRound();
    clock.now += 4_999;
    expect(orders.isDue('ahead', false, 5_000)).toBe(false);
    orders.endRound();
    clock.now += 1;
    expect(orders.isDue('ahead', false, 5_000)).toBe(true);
  });

  it('is told of once when LianLian has not known it for three queries in a row', () => {
    const { orders, round } = listing();
    round('a');
    const said = [true, true, false, true, true, true, true].map((isNotFound) =>
      orders.postpone('a', isNotFound),
    );
    expect(said).toEqual([false, false, false, false, false, true, false]);
  });

  const postponed = (orders: SweptOrders, times: number): number[] =>
    Array.from({ length: times }, (_, index) => index + 1).filter(() => orders.postpone('a', true));

  it('is looked for at the third query that knows nothing of it, and after twice as many each time', () => {
    const { orders, round } = listing();
    round('a');
    const looks: number[] = [];
    for (let query = 1; query <= 30; query++) {
      if (!orders.postpone('a', true)) continue;
      looks.push(query);
      expect(orders.looked('a', 'unknown')).toBe(looks.length === 1);
    }
    expect(looks).toEqual([3, 6, 12, 24]);
  });

  it('is looked for again at once where the look failed', () => {
    const { orders, round } = listing();
    round('a');
    expect(postponed(orders, 3)).toEqual([3]);
    expect(orders.looked('a', 'failed')).toBe(false);
    expect(orders.postpone('a', true)).toBe(true);
    expect(orders.looked('a', 'unknown')).toBe(true);
  });

  it('is told of once more when LianLian knows it by another time, and is not looked for any more', () => {
    const { orders, round } = listing();
    round('a');
    postponed(orders, 3);
    expect(orders.looked('a', 'unknown')).toBe(true);
    expect(postponed(orders, 3)).toEqual([3]);
    expect(orders.looked('a', 'known')).toBe(true);
    expect(postponed(orders, 40)).toEqual([]);
  });
});
