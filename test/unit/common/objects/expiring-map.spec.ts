import { setTimeout as sleep } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { ExpiringMap } from '../../../../lib/common/objects/expiring-map.js';

it('keeps a value for a while, and knows for longer that there was one', async () => {
  const map = new ExpiringMap<number>(30, 10);
  map.set('a', 1);
  expect([map.get('a'), map.get('b')]).toEqual([1, undefined]);
  await sleep(50);
  expect([map.get('a'), map.has('a'), map.has('b')]).toEqual([undefined, true, false]);
  expect(map.values()).toEqual([]);
});

it('drops what was set first when there is too much', () => {
  const map = new ExpiringMap<number>(Infinity, 2);
  map.set('a', 1);
  map.set('b', 2);
  map.set('a', 3);
  map.set('c', 4);
  expect(map.values()).toEqual([3, 4]);
});

it('keeps nothing where there is no room, and nothing that was deleted', () => {
  const none = new ExpiringMap<number>(Infinity, 0);
  none.set('a', 1);
  expect(none.has('a')).toBe(false);
  const map = new ExpiringMap<number>(Infinity, 9);
  for (const key of ['a', 'b', 'c']) map.set(key, 1);
  map.delete('b');
  expect(map.values()).toHaveLength(2);
  map.clear();
  expect(map.values()).toEqual([]);
});
