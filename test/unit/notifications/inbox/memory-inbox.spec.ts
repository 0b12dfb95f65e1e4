import { MemoryInbox } from 'nestjs-lianlian';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const LEASE = 1000;

async function claimed(inbox: MemoryInbox, key: string): Promise<string> {
  const claim = await inbox.claim(key, LEASE);
  if (claim.status !== 'claimed') throw new Error(`${key} is ${claim.status}`);
  return claim.token;
}

async function finish(inbox: MemoryInbox, key: string): Promise<void> {
  expect(await inbox.complete(key, await claimed(inbox, key))).toBe(true);
}

describe('the inbox in memory', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());
  const pass = (ms: number): void => void vi.advanceTimersByTime(ms);

  it('gives a key to one claim, and is busy for others until its lease ends', async () => {
    const inbox = new MemoryInbox();
    await claimed(inbox, 'a');
    expect(await inbox.claim('a', LEASE)).toEqual({ status: 'busy' });
    expect((await inbox.claim('b', LEASE)).status).toBe('claimed');
    pass(LEASE - 1);
    expect(await inbox.claim('a', LEASE)).toEqual({ status: 'busy' });
    pass(1);
    expect((await inbox.claim('a', LEASE)).status).toBe('claimed');
  });

  it('remembers what was completed, and gives what was released', async () => {
    const inbox = new MemoryInbox();
    await finish(inbox, 'a');
    pass(LEASE * 1000);
    expect(await inbox.claim('a', LEASE)).toEqual({ status: 'done' });
    expect(await inbox.release('b', await claimed(inbox, 'b'))).toBe(true);
    expect((await inbox.claim('b', LEASE)).status).toBe('claimed');
  });

  it('prolongs a lease from now', async () => {
    const inbox = new MemoryInbox();
    const token = await claimed(inbox, 'a');
    pass(600);
    expect(await inbox.renew('a', token, LEASE)).toBe(true);
    pass(999);
    expect(await inbox.claim('a', LEASE)).toEqual({ status: 'busy' });
    pass(1);
    expect((await inbox.claim('a', LEASE)).status).toBe('claimed');
  });

  it('fences: whoever lost the claim can neither renew, complete nor release it', async () => {
    const inbox = new MemoryInbox();
    const late = await claimed(inbox, 'a');
    pass(LEASE);
    const next = await claimed(inbox, 'a');
    expect(next).not.toBe(late);
    expect(await inbox.renew('a', late, LEASE)).toBe(false);
    expect(await inbox.complete('a', late)).toBe(false);
    expect(await inbox.release('a', late)).toBe(false);
    expect(await inbox.claim('a', LEASE)).toEqual({ status: 'busy' });
    expect(await inbox.complete('a', next)).toBe(true);
    expect(await inbox.complete('a', next)).toBe(false);
    expect(await inbox.release('a', next)).toBe(false);
    expect(await inbox.claim('a', LEASE)).toEqual({ status: 'done' });
  });

  it('refuses a token for a key that nobody claimed, or another key', async () => {
    const inbox = new MemoryInbox();
    const token = await claimed(inbox, 'a');
    expect(await inbox.complete('b', token)).toBe(false);
    expect(await inbox.release('b', token)).toBe(false);
    expect(await inbox.renew('b', token, LEASE)).toBe(false);
  });

  it('forgets the oldest completed keys only, at most the older half of its capacity', async () => {
    const inbox = new MemoryInbox({ capacity: 10 });
    for (let i = 0; i < 100; i++) await finish(inbox, `k${String(i)}`);
    const known = [];
    for (let i = 0; i < 100; i++)
      if ((await inbox.claim(`k${String(i)}`, LEASE)).status === 'done') known.push(i);
    expect(known.length).toBeGreaterThanOrEqual(5);
    expect(known.length).toBeLessThanOrEqual(10);
    expect(known).toEqual(Array.from({ length: known.length }, (_, i) => 100 - known.length + i));
  });

  it('never evicts a claim in progress, however many notifications pass', async () => {
    const inbox = new MemoryInbox({ capacity: 4 });
    const token = await claimed(inbox, 'in progress');
    for (let i = 0; i < 1000; i++) await finish(inbox, `k${String(i)}`);
    expect(await inbox.claim('in progress', LEASE)).toEqual({ status: 'busy' });
    expect(await inbox.complete('in progress', token)).toBe(true);
    expect(await inbox.claim('in progress', LEASE)).toEqual({ status: 'done' });
  });

  it('works with the smallest capacity', async () => {
    const inbox = new MemoryInbox({ capacity: 1 });
    await finish(inbox, 'a');
    expect(await inbox.claim('a', LEASE)).toEqual({ status: 'done' });
  });
});
