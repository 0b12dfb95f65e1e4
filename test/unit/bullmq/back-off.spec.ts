import { expect, it } from 'vitest';

import { backOffMs } from '../../../lib/bullmq/back-off.js';

const LIMITS = { firstMs: 1_000, maxMs: 900_000 };

it('doubles from the first pause up to the longest', () => {
  const pauses = [1, 2, 3, 10, 11, 12, 5_000].map((attempts) => backOffMs(attempts, LIMITS, () => 0.5));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 512_000, 900_000, 900_000, 900_000]);
});

it('spreads each pause by a quarter either way', () => {
  expect(backOffMs(1, LIMITS, () => 0)).toBe(750);
  expect(backOffMs(1, LIMITS, () => 1)).toBe(1_250);
  expect(backOffMs(99, LIMITS, () => 1)).toBe(1_125_000);
});
