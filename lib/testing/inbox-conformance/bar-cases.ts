import assert from 'node:assert/strict';

import { neverRun, OUTCOME, ran, assertDone, type StoreCase } from './store-under-test.js';

/** What another key forbids, by an inbox that says that it looks. Others are not given `unless`. */
export const barCases: readonly StoreCase[] = [
  {
    name: 'where the inbox bars: work does not run once the key that forbids it is done, and leaves its own key free',
    run: async (store) => {
      const [first, second] = await store.clients();
      if (first.bars !== true) return;
      const [key, unless] = [store.key(), store.key('/REFUND')];
      await ran(second, unless);
      for (const inbox of [first, second]) {
        const result = await inbox.once(key, OUTCOME, neverRun, { unless });
        assert.deepEqual(result, { status: 'barred' }, 'work that is forbidden must not run');
      }
      assert.equal(await first.recall(key), undefined, 'what was barred must not be remembered');
      await ran(first, key);
      await assertDone(second, key, OUTCOME, 'the key must be done by work that nothing forbade');
    },
  },
  {
    name: 'where the inbox bars: work runs while the key that forbids it is free, and what is done is done',
    run: async (store) => {
      const [first, second] = await store.clients();
      if (first.bars !== true) return;
      const [key, unless] = [store.key(), store.key('/REFUND')];
      let runs = 0;
      const work = (): Promise<void> => {
        runs++;
        return Promise.resolve();
      };
      assert.deepEqual(await first.once(key, OUTCOME, work, { unless }), { status: 'ran' });
      assert.equal(runs, 1, 'work that nothing forbids must run');
      await ran(second, unless);
      const copy = await second.once(key, OUTCOME, neverRun, { unless });
      assert.deepEqual(copy, { status: 'done', outcome: OUTCOME }, 'what was done before must be told');
    },
  },
];
