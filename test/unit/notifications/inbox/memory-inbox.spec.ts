import { MemoryInbox } from 'nestjs-lianlian';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const MAX = 1_000;
const limits = { maxHandlingMs: MAX };

/** Work that runs until it is told how to end. */
function held(inbox: MemoryInbox, key: string, outcome = 'paid') {
  let end = (): void => undefined;
  let fail = (_error: Error): void => undefined;
  const work = vi.fn(
    () =>
      new Promise<void>((resolve, reject) => {
        end = resolve;
        fail = reject;
      }),
  );
  const result = inbox.once(key, outcome, work, limits);
  result.catch(() => undefined);
  return {
    work,
    result,
    end: () => {
      end();
    },
    fail: (error: Error) => {
      fail(error);
    },
  };
}

const neverRun = (): Promise<void> => Promise.reject(new Error('work ran that must not'));

async function finish(inbox: MemoryInbox, key: string, outcome = 'paid'): Promise<void> {
  expect(await inbox.once(key, outcome, () => Promise.resolve())).toEqual({ status: 'ran' });
}

describe('the inbox in memory', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());
  const pass = (ms: number): void => void vi.advanceTimersByTime(ms);

  it('gives a key to one run, and is busy for others until that is given up', async () => {
    const inbox = new MemoryInbox();
    const first = held(inbox, 'a');
    expect(await inbox.once('a', 'paid', neverRun, limits)).toEqual({ status: 'busy' });
    await finish(inbox, 'b');
    pass(MAX - 1);
    expect(await inbox.once('a', 'paid', neverRun, limits)).toEqual({ status: 'busy' });
    pass(1);
    const next = held(inbox, 'a', 'other');
    expect(next.work).toHaveBeenCalledTimes(1);
    first.end();
    expect(await first.result).toEqual({ status: 'lost' });
    expect(await inbox.recall('a')).toBeUndefined();
    next.end();
    expect(await next.result).toEqual({ status: 'ran' });
    expect(await inbox.recall('a')).toBe('other');
  });

  it('holds a claim for ten minutes unless it is told otherwise, whatever the lease', async () => {
    const inbox = new MemoryInbox();
    void inbox.once('a', 'paid', () => new Promise<void>(() => undefined), { leaseMs: 1 });
    pass(599_999);
    expect(await inbox.once('a', 'paid', neverRun)).toEqual({ status: 'busy' });
    pass(1);
    await finish(inbox, 'a');
  });

  it('remembers what was done with its outcome, however long ago', async () => {
    const inbox = new MemoryInbox();
    await finish(inbox, 'a', '2026/SUCCESS/10');
    pass(MAX * 1_000_000);
    expect(await inbox.once('a', 'other', neverRun)).toEqual({ status: 'done', outcome: '2026/SUCCESS/10' });
    expect(await inbox.recall('a')).toBe('2026/SUCCESS/10');
    expect(await inbox.recall('b')).toBeUndefined();
  });

  it('forgets work that failed, whether it throws or rejects', async () => {
    const inbox = new MemoryInbox();
    const failure = new Error('failed');
    const throws = (): Promise<void> => {
      throw failure;
    };
    for (const work of [throws, () => Promise.reject(failure)]) {
      await expect(inbox.once('a', 'paid', work)).rejects.toBe(failure);
      expect(await inbox.recall('a')).toBeUndefined();
    }
    await finish(inbox, 'a');
  });

  it('fences: work that was given up and fails late frees nobody else’s key', async () => {
    const inbox = new MemoryInbox();
    const late = held(inbox, 'a');
    pass(MAX);
    const next = held(inbox, 'a');
    late.fail(new Error('late'));
    await expect(late.result).rejects.toThrow('late');
    expect(await inbox.once('a', 'paid', neverRun, limits)).toEqual({ status: 'busy' });
    next.end();
    expect(await next.result).toEqual({ status: 'ran' });
  });

  it('takes work that was given up and ends late for a run, as long as nobody came', async () => {
    const inbox = new MemoryInbox();
    const late = held(inbox, 'a');
    pass(MAX * 2);
    late.end();
    expect(await late.result).toEqual({ status: 'ran' });
    expect(await inbox.once('a', 'paid', neverRun)).toEqual({ status: 'done', outcome: 'paid' });
  });

  it('does not run work again that ran while an older one was given up', async () => {
    const inbox = new MemoryInbox();
    const late = held(inbox, 'a');
    pass(MAX);
    await finish(inbox, 'a', 'other');
    late.end();
    expect(await late.result).toEqual({ status: 'lost' });
    expect(await inbox.recall('a')).toBe('other');
  });

  it('forgets the oldest done keys only, at most the older half of its capacity', async () => {
    const inbox = new MemoryInbox({ capacity: 10 });
    for (let i = 0; i < 100; i++) await finish(inbox, `k${String(i)}`, `o${String(i)}`);
    const known = [];
    for (let i = 0; i < 100; i++) {
      const outcome = await inbox.recall(`k${String(i)}`);
      if (outcome === undefined) continue;
      expect(outcome).toBe(`o${String(i)}`);
      known.push(i);
    }
    expect(known.length).toBeGreaterThanOrEqual(5);
    expect(known.length).toBeLessThanOrEqual(10);
    expect(known).toEqual(Array.from({ length: known.length }, (_, i) => 100 - known.length + i));
  });

  it('never evicts a claim in progress, however many notifications pass', async () => {
    const inbox = new MemoryInbox({ capacity: 4 });
    const running = held(inbox, 'in progress');
    for (let i = 0; i < 1000; i++) await finish(inbox, `k${String(i)}`);
    expect(await inbox.once('in progress', 'paid', neverRun, limits)).toEqual({ status: 'busy' });
    running.end();
    expect(await running.result).toEqual({ status: 'ran' });
    expect(await inbox.recall('in progress')).toBe('paid');
  });

  it('keeps nothing of what ended but the outcome', async () => {
    const inbox = new MemoryInbox();
    await finish(inbox, 'a');
    await expect(inbox.once('b', 'paid', () => Promise.reject(new Error('failed')))).rejects.toThrow();
    expect((inbox as unknown as { running: Map<string, unknown> }).running.size).toBe(0);
  });

  it('works with the smallest capacity', async () => {
    const inbox = new MemoryInbox({ capacity: 1 });
    await finish(inbox, 'a');
    expect(await inbox.recall('a')).toBe('paid');
  });
});
