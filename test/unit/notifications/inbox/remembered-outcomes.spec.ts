import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { claimOf } from '../../../../lib/notifications/handle/claim-of.js';
import { RememberedOutcomes } from '../../../../lib/notifications/inbox/remembered-outcomes.js';
import { parseText } from '../../../../lib/notifications/receive/parse-message.js';
import { toNotification } from '../../../../lib/notifications/receive/to-notification.js';
import { paymentFields } from '../../../support/lianlian-signs.js';

const keyOf = (index: number): string => `201304121000001004/order/order-${String(index)}/20261121120000`;
const outcomeOf = (index: number): string => `2013051500${String(index)}/SUCCESS/${String(index % 5000)}`;

function filled(capacity: number, count: number): RememberedOutcomes {
  const outcomes = new RememberedOutcomes(capacity);
  for (let index = 0; index < count; index++) outcomes.set(keyOf(index), outcomeOf(index));
  return outcomes;
}

/** The keys of a range that are known, each with its own outcome. */
function known(outcomes: RememberedOutcomes, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at).filter(
    (index) => outcomes.get(keyOf(index)) === outcomeOf(index),
  );
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** What is kept in memory, in bytes, when nothing else is. */
function memoryInUse(): number {
  collectGarbage();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + Math.max(external, arrayBuffers);
}

describe('outcomes that a memory inbox remembers', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('knows each of 100000 keys with its outcome, and none of 100000 others', () => {
    const outcomes = filled(200_000, 100_000);
    expect(known(outcomes, 0, 100_000)).toHaveLength(100_000);
    for (let index = 100_000; index < 200_000; index++) {
      expect(outcomes.get(keyOf(index)), keyOf(index)).toBeUndefined();
    }
  });

  it('keeps a key once, however often it is set, with its last outcome', () => {
    const outcomes = new RememberedOutcomes(10);
    for (let copy = 0; copy < 100; copy++) outcomes.set('again', String(copy));
    for (let index = 0; index < 8; index++) outcomes.set(keyOf(index), outcomeOf(index));
    expect(outcomes.get('again')).toBe('99');
  });

  it('forgets the oldest half, and always knows half as many as its capacity', () => {
    const outcomes = new RememberedOutcomes(20_000);
    for (let index = 0; index < 95_000; index++) {
      outcomes.set(keyOf(index), outcomeOf(index));
      if (index % 5000 === 4999) {
        const from = Math.max(0, index + 1 - 10_000);
        expect(known(outcomes, from, index + 1)).toHaveLength(index + 1 - from);
      }
    }
    expect(known(outcomes, 0, 75_000)).toEqual([]);
  });

  it.each([
    ['one bit', 'a', 'b'],
    ['letter case', 'a', 'A'],
    ['the last of 1000 characters', `${'x'.repeat(999)}a`, `${'x'.repeat(999)}b`],
    ['an unpaired surrogate', '\ud800', '\ud801'],
    ['a separator', 'a/b', 'a\0b'],
    ['nothing and a blank', '', ' '],
  ])('tells apart what differs by %s', (_what, one, other) => {
    const outcomes = new RememberedOutcomes(10);
    outcomes.set(one, 'done');
    expect([outcomes.get(one), outcomes.get(other)]).toEqual(['done', undefined]);
  });

  it.each(['', ' ', '中文', 'é', '\ud800', '2026/SUCCESS/10'])('gives back %j as it was', (outcome) => {
    const outcomes = new RememberedOutcomes(10);
    outcomes.set('key', outcome);
    expect(outcomes.get('key')).toBe(outcome);
  });

  it('hashes with a secret of its own, so that nobody can look for keys that collide', () => {
    const stored = vi.spyOn(Map.prototype, 'set');
    new RememberedOutcomes(10).set('same', 'one');
    new RememberedOutcomes(10).set('same', 'other');
    const [one, other] = stored.mock.calls
      .filter(([, value]) => value === 'one' || value === 'other')
      .map(([fingerprint]) => fingerprint as string);
    expect(one).toHaveLength(16);
    expect(other).toHaveLength(16);
    expect(one).not.toBe(other);
  });

  it('never holds the process up: no map grows so large that moving it takes long', () => {
    const sizes = new Map<Map<unknown, unknown>, number>();
    const set = Map.prototype.set;
    const outcomes = new RememberedOutcomes(1_000_000);
    const spied = vi.spyOn(Map.prototype, 'set').mockImplementation(function (
      this: Map<unknown, unknown>,
      key: unknown,
      value: unknown,
    ) {
      set.call(this, key, value);
      set.call(sizes, this, this.size);
      return this;
    });
    for (let index = 0; index < 500_000; index++) outcomes.set(keyOf(index), outcomeOf(index));
    spied.mockRestore();
    const largest = Math.max(...sizes.values());
    expect(sizes.size).toBe(128);
    expect(largest).toBeLessThan(8192);
  });

  it('takes at most 200 bytes an order, with the keys and outcomes of real notifications', () => {
    const COUNT = 200_000;
    const claims = (index: number) => {
      const fields = paymentFields({
        no_order: `2026112112000${String(index).padStart(7, '0')}`,
        oid_paybill: `20261121${String(index).padStart(8, '0')}`,
        money_order: '123456.78',
      });
      return claimOf(toNotification(parseText(JSON.stringify(fields)), 'payment'), true);
    };
    // The first of everything is not what one order takes.
    const warm = new RememberedOutcomes(10);
    for (let index = 0; index < 1000; index++) warm.set(claims(index).key, claims(index).outcome);

    const before = memoryInUse();
    const outcomes = new RememberedOutcomes(2 * COUNT);
    for (let index = 0; index < COUNT; index++) {
      const { key, outcome } = claims(index);
      outcomes.set(key, outcome);
    }
    const each = (memoryInUse() - before) / COUNT;
    expect(outcomes.get(claims(0).key)).toBe(claims(0).outcome);
    expect(each).toBeGreaterThan(30);
    expect(each).toBeLessThanOrEqual(200);
  });
});
