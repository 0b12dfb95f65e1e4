import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it, vi } from 'vitest';

import {
  beforeAbort,
  endsWithin,
  didNotAnswer,
  withinTime,
} from '../../../../lib/common/timing/within-time.js';

const tooLate = (): Error => didNotAnswer('The server', 20);
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
const never = new Promise<never>(() => undefined);

describe('work within a time', () => {
  it('gives its result, or what it failed with, and leaves no timer behind', async () => {
    const before = timers();
    expect(await withinTime(sleep(1, 'done'), 60_000, tooLate)).toBe('done');
    await expect(withinTime(Promise.reject(new Error('refused')), 60_000, tooLate)).rejects.toThrow(
      'refused',
    );
    expect(timers()).toBe(before);
  });

  it('rejects with the error that the caller makes, once the time is over', async () => {
    await expect(withinTime(never, 20, tooLate)).rejects.toThrow('The server did not answer within 20 ms.');
  });

  it('hands over a result that came too late, and no failure', async () => {
    const late = vi.fn();
    await expect(withinTime(sleep(40, 'late'), 10, tooLate, late)).rejects.toThrow();
    await expect(
      withinTime(
        sleep(40).then(() => Promise.reject(new Error())),
        10,
        tooLate,
        late,
      ),
    ).rejects.toThrow();
    await sleep(80);
    expect(late.mock.calls).toEqual([['late']]);
  });
});

describe('whether work ends within a time', () => {
  it('is true as soon as it ends, and false once the time is over', async () => {
    expect(await endsWithin(sleep(1), 60_000)).toBe(true);
    expect(await endsWithin(never, 20)).toBe(false);
  });

  it('does not keep the process up', async () => {
    const before = timers();
    const asked = endsWithin(never, 50);
    expect(timers()).toBe(before);
    await asked;
  });

  it('rejects with what the work rejects with', async () => {
    await expect(endsWithin(Promise.reject(new Error('refused')), 60_000)).rejects.toThrow('refused');
  });
});

describe('work before a signal aborts', () => {
  it('gives its result, or what it failed with', async () => {
    const { signal } = new AbortController();
    expect(await beforeAbort(signal, () => sleep(1, 'done'))).toBe('done');
    await expect(beforeAbort(signal, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });

  it('rejects when the signal aborts, with its reason as the cause', async () => {
    const stop = new AbortController();
    const waiting = beforeAbort(stop.signal, () => never);
    stop.abort('over');
    await expect(waiting).rejects.toMatchObject({ message: 'aborted', cause: 'over' });
  });

  it('does not begin once the signal has aborted', async () => {
    const work = vi.fn(() => Promise.resolve());
    await expect(beforeAbort(AbortSignal.abort(), work)).rejects.toThrow('aborted');
    expect(work).not.toHaveBeenCalled();
  });
});
