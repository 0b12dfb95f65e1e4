import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DueHeap } from '../../../../lib/sandbox/common/due-heap.js';

interface Item {
  readonly at: number;
}

/** Everything that is left, in the order in which it is due. */
function drained(heap: DueHeap<Item>): Item[] {
  const items: Item[] = [];
  for (let item = heap.first(); item !== undefined; item = heap.first()) {
    items.push(item);
    heap.delete(item);
  }
  return items;
}

it('what is due comes in the order of its time, at one time in the order of its coming, without what was taken out', () => {
  const additions = fc.array(fc.record({ at: fc.nat(9), isTakenOut: fc.boolean() }), { maxLength: 60 });
  fc.assert(
    fc.property(additions, (items) => {
      const heap = new DueHeap<Item>();
      for (const item of items) heap.add(item);
      for (const item of items.filter(({ isTakenOut }) => isTakenOut)) {
        heap.delete(item);
        heap.delete(item);
      }
      const left = items.filter(({ isTakenOut }) => !isTakenOut);
      expect(new Set(heap)).toEqual(new Set(left));
      expect(drained(heap)).toEqual(left.toSorted((one, other) => one.at - other.at));
      expect([...heap]).toEqual([]);
    }),
  );
});

it('each step looks at a few of many', () => {
  const count = 20_000;
  let looks = 0;
  const heap = new DueHeap<Item>();
  for (let index = 0; index < count; index++) {
    const at = (index * 7919) % count;
    heap.add({
      get at() {
        looks += 1;
        return at;
      },
    });
  }
  expect(drained(heap)).toHaveLength(count);
  expect(looks / count).toBeLessThan(150);
});
