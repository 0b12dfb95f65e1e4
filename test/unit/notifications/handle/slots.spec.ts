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
    await expect(slots.run('key-1', () => Promise.reject(new Error('no')), MAX_MS)).rejects.toThrow('no');
    await expect(slots.run('key-2', () => Promise.resolve('second'), MAX_MS)).resolves.toBe('second');
  });

  it('are given on by work that hangs, when it is given up', async () => {
    const waits = vi.fn();
    const slots = new Slots(1, waits);
    void slots.run('key-3', hangs, MAX_MS);
    const second = vi.fn(() => Promise.resolve());
    const done = slots.run('key-4', second, MAX_MS);
    await vi.advanceTimersByTimeAsync(MAX_MS - 1);
    expect(waits).toHaveBeenCalledTimes(1);
    expect(second).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    await done;
    expect(second).toHaveBeenCalledTimes(1);
  });

  it('are one for each key: a copy takes none, until the work of its key ends or is given up', async () => {
    const slots = new Slots(2, () => undefined);
    void slots.run('order-1', hangs, MAX_MS);
    const copy = vi.fn(() => Promise.resolve('ran'));
    expect(await slots.run('order-1', copy, MAX_MS)).toBeUndefined();
    expect(copy).not.toHaveBeenCalled();
    expect(await slots.run('order-2', copy, MAX_MS)).toBe('ran');
    expect(await slots.run('order-2', copy, MAX_MS)).toBe('ran');
    await vi.advanceTimersByTimeAsync(MAX_MS + 1);
    expect(await slots.run('order-1', copy, MAX_MS)).toBe('ran');
  });

  it('are no more than they were when work that was given up ends after all', async () => {
    const slots = new Slots(1, () => undefined);
    let end = (): void => undefined;
    const late = slots.run('key-5', () => new Promise<void>((resolve) => (end = resolve)), MAX_MS);
    await vi.advanceTimersByTimeAsync(MAX_MS + 1);
    end();
    await late;
    void slots.run('key-6', hangs, MAX_MS);
    const third = vi.fn(() => Promise.resolve());
    void slots.run('key-7', third, MAX_MS);
    await vi.advanceTimersByTimeAsync(MAX_MS - 1);
    expect(third).not.toHaveBeenCalled();
  });
});
