import { describe, expect, it } from 'vitest';

import { backOffMs, growingMs, jitteredMs } from '../../../../lib/common/timing/back-off.js';

const GROWTH = { firstMs: 1_000, maxMs: 900_000 };

describe('a growing pause', () => {
  it('doubles from the first pause up to the longest', () => {
    const pauses = [1, 2, 3, 10, 11, 12, 5_000].map((attempts) => growingMs(attempts, GROWTH));
    expect(pauses).toEqual([1_000, 2_000, 4_000, 512_000, 900_000, 900_000, 900_000]);
  });

  it('grows by another factor where it is given one', () => {
    const pauses = [1, 2, 3, 9].map((attempts) =>
      growingMs(attempts, { ...GROWTH, maxMs: 9_000, factor: 1.5 }),
    );
    expect(pauses).toEqual([1_000, 1_500, 2_250, 9_000]);
  });

  it('is the first one before any attempt', () => {
    expect(growingMs(0, GROWTH)).toBe(1_000);
  });
});

describe('jitter', () => {
  it('spreads a time by a share either way', () => {
    expect([0, 0.5, 1].map((chance) => jitteredMs(1_000, 0.25, () => chance))).toEqual([750, 1_000, 1_250]);
    expect([0, 0.5, 1].map((chance) => jitteredMs(1_000, 0.5, () => chance))).toEqual([500, 1_000, 1_500]);
  });

  it('gives whole milliseconds, and differs from one to the next', () => {
    const times = Array.from({ length: 20 }, () => jitteredMs(1_000_000, 0.25));
    expect(times.every(Number.isInteger)).toBe(true);
    expect(new Set(times).size).toBeGreaterThan(1);
  });

  it('spreads a growing pause by a quarter either way, the longest too', () => {
    expect(backOffMs(1, GROWTH, () => 0)).toBe(750);
    expect(backOffMs(2, GROWTH, () => 0.5)).toBe(2_000);
    expect(backOffMs(99, GROWTH, () => 1)).toBe(1_125_000);
  });
});
