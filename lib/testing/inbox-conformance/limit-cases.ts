import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import type { OnceResult } from '../../common/inbox/notification-inbox.js';
import { assertBusy, assertDone, OTHER_OUTCOME, OUTCOME, type StoreCase } from './store-under-test.js';

/** Work that takes longer than a lease. */
export const leaseCases: readonly StoreCase[] = [
  {
    name: 'work that outlives its lease keeps the key for as long as it runs',
    run: async (store) => {
      const [first, second] = await store.clients();
      const key = store.key();
      const held = await store.hold(first, key, { leaseMs: store.leaseMs, maxHandlingMs: 120_000 });
      for (let lease = 0; lease < 3; lease++) {
        await sleep(store.leaseMs);
        await assertBusy(second, key, 'a key must stay busy for as long as its work runs');
      }
      held.end();
      assert.deepEqual(await held.result, { status: 'ran' }, 'work that outlived its lease must have run');
      await assertDone(second, key, OUTCOME, 'the key must be done');
    },
  },
];

/** Work that never ends. */
export const givenUpCases: readonly StoreCase[] = [
  {
    name: 'a key is free again when its work outlived maxHandlingMs, and the late end of that work is not taken for a run',
    run: async (store) => {
      const [first, second, third] = await store.clients();
      const key = store.key();
      const limits = { leaseMs: store.leaseMs, maxHandlingMs: store.leaseMs * 2 };
      const held = await store.hold(first, key, limits);
      const next = async (): Promise<boolean> => {
        const { status } = await second.once(key, OTHER_OUTCOME, () => Promise.resolve());
        assert.ok(status === 'ran' || status === 'busy', 'work that never ended must not be remembered');
        return status === 'ran';
      };
      await store.until(next, 'a key must be free again some time after its work outlived maxHandlingMs');
      held.end();
      const late = await held.result.catch((): OnceResult => ({ status: 'lost' }));
      assert.deepEqual(late, { status: 'lost' }, 'work that was given up must be lost, or reject');
      await assertDone(third, key, OTHER_OUTCOME, 'the key must be done by the work that took it over');
    },
  },
  {
    name: 'work that was given up and fails late leaves the key to the work that took it over',
    run: async (store) => {
      const [first, second, third] = await store.clients();
      const key = store.key();
      const limits = { leaseMs: store.leaseMs, maxHandlingMs: store.leaseMs * 2 };
      const late = await store.hold(first, key, limits);
      const next = await store.heldInTheEnd(second, key);
      late.fail(new Error('The handler failed, late.'));
      await assert.rejects(late.result, 'work that fails must reject, however late');
      if (store.tellsBusy) {
        await assertBusy(
          third,
          key,
          'work that was given up must not free the key of the work that took it over',
        );
      }
      next.end();
      assert.deepEqual(await next.result, { status: 'ran' }, 'the work that took the key over must have run');
      await assertDone(third, key, OUTCOME, 'the key must be done by the work that took it over');
    },
  },
];
