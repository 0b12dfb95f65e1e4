import { describe, expect, it } from 'vitest';

import { SweptOrders } from '../../../lib/sweeper/swept-orders.js';

const FIRST_MS = 1_000;
const HOUR_MS = 3_600_000;
const SENT = new Date('2026-01-01T00:00:00Z');

function listing(): { orders: SweptOrders; clock: { now: number }; round: (...keys: string[]) => string[] } {
  const clock = { now: 0 };
  const orders = new SweptOrders(
    FIRST_MS,
    () => 0.5,
    () => clock.now,
  );
  const round = (...keys: string[]): string[] => {
    const due = keys.filter((key) => orders.isDue(key, SENT, true, 0));
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
    orders.isDue('b', SENT, true, 0);
    expect(round('a', 'b')).toEqual(['b']);
    expect(round('b')).toEqual(['b']);
    expect(round('a', 'b')).toEqual(['a', 'b']);
  });

  it('is due a day after a final result, where it is listed still, and at once where it was not meanwhile', () => {
    const { orders, clock, round } = listing();
    round('a');
    orders.settle('a', false);
    clock.now += 24 * HOUR_MS - 1;
    expect(round('a')).toEqual([]);
    clock.now += 1;
    expect(round('a')).toEqual(['a']);
    orders.settle('a', false);
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
    expect(orders.isDue('ahead', SENT, false, 5_000)).toBe(false);
    orders.endRound();
    clock.now += 4_999;
    expect(orders.isDue('ahead', SENT, false, 5_000)).toBe(false);
    orders.endRound();
    clock.now += 1;
    expect(orders.isDue('ahead', SENT, false, 5_000)).toBe(true);
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

describe('what a round saw unsettled', () => {
  const at = (second: number): Date => new Date(SENT.getTime() + second * 1_000);

  it('is not known before a whole round', () => {
    const { orders } = listing();
    orders.isDue('a', SENT, true, 0);
    expect(orders.unsettled()).toBeUndefined();
  });

  it('is how many it listed that have no final result, and when the oldest of them was sent', () => {
    const { orders } = listing();
    orders.isDue('paid', at(1), true, 0);
    orders.isDue('late', at(9), true, 0);
    orders.isDue('early', at(5), true, 0);
    orders.settle('paid', false);
    orders.postpone('late', true);
    orders.endRound();
    expect(orders.unsettled()).toMatchObject({ count: 2, oldest: at(5) });
  });

  it('has those that are too young to be asked about, which are forgotten with their round', () => {
    const { orders } = listing();
    for (let round = 0; round < 2; round++) {
      orders.beginRound();
      orders.leaveYoung('young', at(7));
      orders.leaveYoung('younger', at(8));
      // The first of them broke off.
      if (round === 1) orders.endRound();
    }
    expect(orders.unsettled()).toMatchObject({ count: 2, oldest: at(7) });
    orders.beginRound();
    orders.endRound();
    expect(orders.unsettled()).toMatchObject({ count: 0, oldest: undefined });
  });

  it('has an order once, and keeps its pause, though it is young again by a clock that was set back', () => {
    const { orders } = listing();
    orders.beginRound();
    expect(orders.isDue('a', SENT, true, 0)).toBe(true);
    orders.postpone('a', false);
    orders.endRound();
    orders.beginRound();
    orders.leaveYoung('a', SENT);
    orders.endRound();
    expect(orders.unsettled()).toMatchObject({ count: 1, oldest: SENT });
    expect(orders.isDue('a', SENT, true, 0)).toBe(false);
  });

  it('has the rows that cannot be used, which no query settles', () => {
    const { orders } = listing();
    orders.isDue('a', SENT, true, 0);
    orders.endRound(2);
    expect(orders.unsettled()).toMatchObject({ count: 3, oldest: SENT });
    orders.endRound(0);
    expect(orders.unsettled()).toMatchObject({ count: 0, oldest: undefined });
  });

  it('is nothing once nothing is listed, and again what comes back from its bank', () => {
    const { orders, round } = listing();
    orders.isDue('a', SENT, true, 0);
    orders.settle('a', true);
    orders.endRound();
    expect(orders.unsettled()).toMatchObject({ count: 0, oldest: undefined });
    orders.isDue('a', SENT, true, 0);
    orders.postpone('a', false);
    orders.endRound();
    expect(orders.unsettled()).toMatchObject({ count: 1, oldest: SENT });
    round();
    expect(orders.unsettled()).toMatchObject({ count: 0, oldest: undefined });
  });
});
