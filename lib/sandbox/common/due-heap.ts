/** Something that is due at a moment, in milliseconds. */
interface Due {
  readonly at: number;
}

interface Entry<Item> {
  readonly item: Item;
  /** How many were added before it. */
  readonly turn: number;
  /** Where it stands in the heap. */
  index: number;
}

/**
 * What is due, the earliest on top; of one moment, what was added first. A binary heap: a hundred thousand items cost
 * each step of the clock a few comparisons.
 */
export class DueHeap<Item extends Due> implements Iterable<Item> {
  private readonly heap: Entry<Item>[] = [];
  private readonly entries = new Map<Item, Entry<Item>>();
  private turns = 0;

  /** In no order. */
  [Symbol.iterator](): Iterator<Item> {
    return this.entries.keys();
  }

  /** What is due first. */
  first(): Item | undefined {
    return this.heap[0]?.item;
  }

  add(item: Item): void {
    const entry: Entry<Item> = { item, turn: this.turns++, index: this.heap.length };
    this.entries.set(item, entry);
    this.heap.push(entry);
    this.rise(entry);
  }

  delete(item: Item): void {
    const entry = this.entries.get(item);
    const last = this.heap.at(-1);
    if (entry === undefined || last === undefined) return;
    this.entries.delete(item);
    this.heap.pop();
    if (last === entry) return;
    this.put(last, entry.index);
    this.rise(last);
    this.sink(last);
  }

  private rise(entry: Entry<Item>): void {
    for (;;) {
      const parent = this.heap[(entry.index - 1) >> 1];
      if (parent === undefined || !isBefore(entry, parent)) return;
      this.swap(parent, entry);
    }
  }

  private sink(entry: Entry<Item>): void {
    for (;;) {
      const [left, right] = [this.heap[2 * entry.index + 1], this.heap[2 * entry.index + 2]];
      const child = left !== undefined && right !== undefined && isBefore(right, left) ? right : left;
      if (child === undefined || !isBefore(child, entry)) return;
      this.swap(entry, child);
    }
  }

  private swap(upper: Entry<Item>, lower: Entry<Item>): void {
    const { index } = upper;
    this.put(upper, lower.index);
    this.put(lower, index);
  }

  private put(entry: Entry<Item>, index: number): void {
    entry.index = index;
    this.heap[index] = entry;
  }
}

function isBefore<Item extends Due>(one: Entry<Item>, other: Entry<Item>): boolean {
  return one.item.at === other.item.at ? one.turn < other.turn : one.item.at < other.item.at;
}
