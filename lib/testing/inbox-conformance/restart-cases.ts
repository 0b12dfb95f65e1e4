import assert from 'node:assert/strict';

import { assertBusy, assertDone, type StoreCase } from './store-under-test.js';

/** What a durable store still knows when everything was closed and opened again. */
export const restartCases: readonly StoreCase[] = [
  {
    name: 'completed keys are still done after a restart',
    run: async (store) => {
      const inbox = await store.client();
      const key = store.key();
      await inbox.complete(key, await store.claimed(inbox, key));
      await store.restart();
      await assertDone(await store.client(), key, 'a completed key must be done after a restart');
    },
  },
  {
    name: 'a claim is still held after a restart, by its token alone',
    run: async (store) => {
      const key = store.key();
      const token = await store.claimed(await store.client(), key);
      await store.restart();
      const inbox = await store.client();
      await assertBusy(inbox, key, 'a running lease must survive a restart');
      assert.equal(
        await inbox.complete(key, token),
        true,
        'the token must be worth the same after a restart',
      );
    },
  },
];
