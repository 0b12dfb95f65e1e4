import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { InBatches } from '../../../../lib/common/timing/in-batches.js';

/** Work that ends when it is told to: each batch, in turn. */
function workToEnd() {
  const batches: { items: readonly string[]; end: (...failed: string[]) => void }[] = [];
  const work = (items: readonly string[]) =>
    new Promise<PromiseSettledResult<void>[]>((resolve) => {
      batches.push({
        items,
        end: (...failed) => {
          resolve(
            items.map((item) =>
              failed.includes(item)
                ? { status: 'rejected', reason: new Error(item) }
                : { status: 'fulfilled', value: undefined },
            ),
          );
        },
      });
    });
  return { batches, work, items: () => batches.map((batch) => batch.items) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('work in batches', () => {
  it('begins at once for what comes alone, and takes together what comes meanwhile', async () => {
    const { batches, work, items } = workToEnd();
    const together = new InBatches(work, 10);
    const done: string[] = [];
    const add = (item: string) => void together.do(item, Infinity).then(() => done.push(item));
    add('a');
    await turn();
    expect(items()).toEqual([['a']]);
    ['b', 'c'].forEach(add);
    await turn();
    expect(items()).toEqual([['a']]);
    batches[0]?.end();
    await turn();
    expect([done, items()]).toEqual([['a'], [['a'], ['b', 'c']]]);
    add('d');
    batches[1]?.end();
    await turn();
    expect([done, items()]).toEqual([
      ['a', 'b', 'c'],
      [['a'], ['b', 'c'], ['d']],
    ]);
    batches[2]?.end();
    await turn();
    add('e');
    await turn();
    expect(items().at(-1)).toEqual(['e']);
  });

  it('has no more items in a batch than it is told, one batch after the other', async () => {
    const { batches, work, items } = workToEnd();
    const together = new InBatches(work, 2);
    const all = Promise.all(['a', 'b', 'c', 'd', 'e'].map((item) => together.do(item, Infinity)));
    for (const batch of [0, 1, 2]) {
      await turn();
      expect(items()).toHaveLength(batch + 1);
      batches[batch]?.end();
    }
    await all;
    expect(items()).toEqual([['a'], ['b', 'c'], ['d', 'e']]);
  });

  it('rejects for the items that it failed for, and goes on', async () => {
    const { batches, work } = workToEnd();
    const together = new InBatches(work, 10);
    const settled = Promise.allSettled(['a', 'b', 'c'].map((item) => together.do(item, Infinity)));
    await turn();
    batches[0]?.end();
    await turn();
    batches[1]?.end('b');
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const next = together.do('d', Infinity);
    await turn();
    batches[2]?.end();
    await next;
  });

  it('leaves out what nobody waits for any more, and does the rest', async () => {
    const { batches, work, items } = workToEnd();
    const together = new InBatches(work, 2);
    const first = together.do('a', Infinity);
    const late = ['b', 'c'].map((item) => together.do(item, performance.now()));
    const last = together.do('d', Infinity);
    await sleep(2);
    batches[0]?.end();
    await first;
    for (const each of late) await expect(each).rejects.toThrow('waited for too long');
    batches[1]?.end();
    await last;
    expect(items()).toEqual([['a'], ['d']]);
  });
});
