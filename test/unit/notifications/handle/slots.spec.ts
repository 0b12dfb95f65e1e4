import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Slots } from '../../../../lib/notifications/handle/slots.js';

const MAX_MS = 1_000;
const hangs = (): Promise<never> => new Promise(() => undefined);

describe('places for handlers', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are given on at the end of the work, whether or not it fails', async () => {
    const slots = new Slots(1, () => undefined);
    await expect(slots.run(() => Promise.reject(new Error('no')), MAX_MS)).rejects.toThrow('no');
    await expect(slots.run(() => Promise.resolve('second'), MAX_MS)).resolves.toBe('second');
  });

  it('are given on by work that hangs, when it is given up', async () => {
    const waits = vi.fn();
    const slots = new Slots(1, waits);
    void slots.run(hangs, MAX_MS);
    const second = vi.fn(() => Promise.resolve());
    const done = slots.run(second, MAX_MS);
    await vi.advanceTimersByTimeAsync(MAX_MS - 1);
    expect(waits).toHaveBeenCalledTimes(1);
    expect(second).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    await done;
    expect(second).toHaveBeenCalledTimes(1);
  });

  it('are no more than they were when work that was given up ends after all', async () => {
    const slots = new Slots(1, () => undefined);
    let end = (): void => undefined;
    const late = slots.run(() => new Promise<void>((resolve) => (end = resolve)), MAX_MS);
    await vi.advanceTimersByTimeAsync(MAX_MS + 1);
    end();
    await late;
    void slots.run(hangs, MAX_MS);
    const third = vi.fn(() => Promise.resolve());
    void slots.run(third, MAX_MS);
    await vi.advanceTimersByTimeAsync(MAX_MS - 1);
    expect(third).not.toHaveBeenCalled();
  });
});
