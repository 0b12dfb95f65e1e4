import { assertDone, OUTCOME, ran, type StoreCase } from './store-under-test.js';

/** What a durable store still knows when everything was closed and opened again. */
export const restartCases: readonly StoreCase[] = [
  {
    name: 'what was done is still done after a restart, with its outcome',
    run: async (store) => {
      const key = store.key();
      await ran(await store.client(), key);
      await store.restart();
      await assertDone(await store.client(), key, OUTCOME, 'the key must be done after a restart');
    },
  },
];
