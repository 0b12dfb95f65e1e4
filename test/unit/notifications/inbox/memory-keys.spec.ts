import { afterEach, describe, expect, it, vi } from 'vitest';

import { RememberedKeys } from '../../../../lib/notifications/inbox/memory-keys.js';

const keyOf = (index: number): string =>
  `201304121000001004/payment/2013051500${String(index)}/SUCCESS/${String(index % 5000)}`;

function add(keys: RememberedKeys, key: string): void {
  keys.add(keys.fingerprintOf(key));
}

function has(keys: RememberedKeys, key: string): boolean {
  return keys.has(keys.fingerprintOf(key));
}

function filled(capacity: number, count: number): RememberedKeys {
  const keys = new RememberedKeys(capacity);
  for (let index = 0; index < count; index++) add(keys, keyOf(index));
  return keys;
}

/** The keys of a range that are known. */
function known(keys: RememberedKeys, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at).filter((index) => has(keys, keyOf(index)));
}

describe('keys that a memory inbox remembers', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('knows each of 100000 keys, and none of 100000 others', () => {
    const keys = filled(100_000, 100_000);
    expect(known(keys, 0, 100_000)).toHaveLength(100_000);
    expect(known(keys, 100_000, 200_000)).toEqual([]);
  });

  it('keeps a key once, however often it is added', () => {
    const keys = new RememberedKeys(10);
    for (let copy = 0; copy < 100; copy++) add(keys, 'again');
    for (let index = 0; index < 8; index++) add(keys, keyOf(index));
    expect(has(keys, 'again')).toBe(true);
  });

  it('forgets the oldest, and always knows half as many as its capacity', () => {
    const keys = new RememberedKeys(20_000);
    for (let index = 0; index < 95_000; index++) {
      add(keys, keyOf(index));
      if (index % 5000 === 4999) {
        const from = Math.max(0, index + 1 - 10_000);
        expect(known(keys, from, index + 1)).toHaveLength(index + 1 - from);
      }
    }
    expect(known(keys, 0, 75_000)).toEqual([]);
  });

  it.each([
    ['one bit', 'a', 'b'],
    ['letter case', 'a', 'A'],
    ['the last of 1000 characters', `${'x'.repeat(999)}a`, `${'x'.repeat(999)}b`],
    ['an unpaired surrogate', '\ud800', '\ud801'],
    ['a separator', 'a/b', 'a\0b'],
    ['nothing and a blank', '', ' '],
  ])('tells apart what differs by %s', (_what, one, other) => {
    const keys = new RememberedKeys(10);
    add(keys, one);
    expect([has(keys, one), has(keys, other)]).toEqual([true, false]);
  });

  it('hashes with a secret of its own, so that nobody can look for keys that collide', () => {
    const stored = vi.spyOn(Uint32Array.prototype, 'set');
    add(new RememberedKeys(10), 'same');
    add(new RememberedKeys(10), 'same');
    const [one, other] = stored.mock.calls.map(([words]) => [...(words as Uint32Array)]);
    expect(one).toHaveLength(4);
    expect(one).not.toEqual(other);
  });

  it('never moves more than a few thousand keys at a time while it grows', () => {
    const keys = new RememberedKeys(1_000_000);
    const moved = vi.spyOn(Uint32Array.prototype, 'set');
    let most = 0;
    for (let index = 0; index < 400_000; index++) {
      moved.mockClear();
      add(keys, keyOf(index));
      most = Math.max(most, moved.mock.calls.length);
    }
    expect(most).toBeGreaterThan(100);
    expect(most).toBeLessThan(8192);
  });

  it('takes less than 100 bytes a key, however long its keys are', () => {
    const before = process.memoryUsage().arrayBuffers;
    const keys = new RememberedKeys(200_000);
    for (let index = 0; index < 200_000; index++) add(keys, keyOf(index).repeat(3));
    expect((process.memoryUsage().arrayBuffers - before) / 200_000).toBeLessThan(100);
    expect(has(keys, keyOf(199_999).repeat(3))).toBe(true);
  });
});
