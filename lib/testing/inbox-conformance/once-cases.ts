import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import type { OnceResult } from '../../common/inbox/notification-inbox.js';
import {
  assertBusy,
  assertDone,
  neverRun,
  OTHER_OUTCOME,
  OUTCOME,
  ran,
  type StoreCase,
} from './store-under-test.js';

const COPIES = 50;

/** Whose work runs, and what is remembered of it. */
export const onceCases: readonly StoreCase[] = [
  {
    name: 'the work of a free key runs, and its outcome is remembered for every client',
    run: async (store) => {
      const [first, second] = await store.clients();
      const key = store.key();
      await ran(first, key);
      await assertDone(first, key, OUTCOME, 'the key must be done');
      await assertDone(second, key, OUTCOME, 'the key must be done for another client too');
    },
  },
  {
    name: `of ${String(COPIES)} copies at once over several clients, exactly one runs`,
    run: async (store) => {
      const inboxes = await store.clients();
      const key = store.key();
      let runs = 0;
      const work = async (): Promise<void> => {
        runs++;
        await sleep(20);
      };
      const results = await Promise.all(
        Array.from({ length: COPIES }, (_, index) =>
          (inboxes[index % inboxes.length] ?? inboxes[0]).once(key, OUTCOME, work),
        ),
      );
      const count = (status: OnceResult['status']): number =>
        results.filter((result) => result.status === status).length;
      assert.equal(runs, 1, 'the work of many copies at once must run exactly once');
      assert.equal(count('ran'), 1, 'exactly one of many copies at once must be told that its work ran');
      assert.equal(count('busy') + count('done'), COPIES - 1, 'all others must find the key busy or done');
    },
  },
  {
    name: 'of two outcomes that come at once, one runs, and the other one is told of it afterwards',
    run: async (store) => {
      const [first, second] = await store.clients();
      const key = store.key();
      const runs: string[] = [];
      const once = (outcome: string) => async (): Promise<void> => {
        runs.push(outcome);
        await sleep(20);
      };
      await Promise.all([
        first.once(key, OUTCOME, once(OUTCOME)),
        second.once(key, OTHER_OUTCOME, once(OTHER_OUTCOME)),
      ]);
      assert.equal(runs.length, 1, 'the work of one outcome alone must run');
      const [winner = ''] = runs;
      for (const [inbox, outcome] of [
        [first, OUTCOME],
        [second, OTHER_OUTCOME],
      ] as const) {
        assert.deepEqual(
          await inbox.once(key, outcome, neverRun),
          { status: 'done', outcome: winner },
          'later calls must be told the outcome whose work ran',
        );
      }
    },
  },
  {
    name: 'work that throws rejects with its own error, is not remembered, and leaves the key free',
    run: async (store) => {
      const [first, second] = await store.clients();
      const key = store.key();
      const failure = new Error('The handler failed.');
      await assert.rejects(
        first.once(key, OUTCOME, () => Promise.reject(failure)),
        (error) => error === failure,
        'once must reject with the very error that the work threw',
      );
      assert.equal(await second.recall(key), undefined, 'work that failed must not be remembered');
      await ran(second, key, OTHER_OUTCOME);
      await assertDone(first, key, OTHER_OUTCOME, 'the key must be done by the work that succeeded');
    },
  },
  {
    name: 'recall knows nothing of a free key, and leaves it free',
    run: async (store) => {
      const [first, second] = await store.clients();
      const key = store.key();
      assert.equal(await first.recall(key), undefined, 'nothing is known of a key that nobody used');
      await ran(second, key);
    },
  },
];

/** Whether copies are told at once. */
export const busyCases: readonly StoreCase[] = [
  {
    name: 'while the work runs, copies are busy, by any client, and nothing is recalled',
    run: async (store) => {
      const [first, second] = await store.clients();
      const key = store.key();
      const held = await store.hold(first, key);
      await assertBusy(first, key, 'a key whose work runs must be busy for its own client');
      await assertBusy(second, key, 'a key whose work runs must be busy for another client');
      assert.equal(await second.recall(key), undefined, 'work that runs is not done');
      held.end();
      assert.deepEqual(await held.result, { status: 'ran' }, 'work that ended must have run');
      await assertDone(second, key, OUTCOME, 'the key must be done when its work has ended');
    },
  },
];
