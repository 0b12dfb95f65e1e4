import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { LineRation } from '../../../../lib/common/logging/line-ration.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const written = (ration: LineRation, times: number): (number | undefined)[] =>
  Array.from({ length: times }, () => ration.next()).filter((leftOut) => leftOut !== undefined);

describe('lines that are rationed', () => {
  it('are 20 at once and one a second from then on, and each says how many were left out before it', () => {
    const ration = new LineRation();
    expect(written(ration, 1000)).toEqual(Array(20).fill(0));
    vi.advanceTimersByTime(999);
    expect(written(ration, 1)).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(written(ration, 10)).toEqual([981]);
    vi.advanceTimersByTime(1_000);
    expect(written(ration, 1)).toEqual([9]);
  });

  it('are not saved up beyond what may be written at once', () => {
    const ration = new LineRation({ atOnce: 3, perSecond: 2 });
    vi.advanceTimersByTime(3_600_000);
    expect(written(ration, 10)).toEqual([0, 0, 0]);
    vi.advanceTimersByTime(1_000);
    expect(written(ration, 10)).toEqual([7, 0]);
  });
});
