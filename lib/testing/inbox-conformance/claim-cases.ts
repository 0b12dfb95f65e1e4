import assert from 'node:assert/strict';

import { assertBusy, assertDone, LONG_LEASE_MS, type StoreCase } from './store-under-test.js';

const COPIES = 50;

/** Who gets a key, and what becomes of it. */
export const claimCases: readonly StoreCase[] = [
  {
    name: 'the first claim of a key gets it, with a token',
    run: async (store) => {
      const inbox = await store.client();
      const token = await store.claimed(inbox, store.key());
      assert.ok(
        typeof token === 'string' && token !== '',
        'a claim must have a token, a text that is not empty',
      );
    },
  },
  {
    name: 'a second claim is busy while the first is held, by any client',
    run: async (store) => {
      const [first, second] = await store.clients();
      const key = store.key();
      await store.claimed(first, key);
      await assertBusy(first, key, 'the client that holds a key must not claim it twice');
      await assertBusy(second, key, 'a key that another client holds must be busy');
    },
  },
  {
    name: `of ${String(COPIES)} claims at once over several clients, exactly one gets the key`,
    run: async (store) => {
      const inboxes = await store.clients();
      const key = store.key();
      const claims = await Promise.all(
        Array.from({ length: COPIES }, (_, index) =>
          (inboxes[index % inboxes.length] ?? inboxes[0]).claim(key, LONG_LEASE_MS),
        ),
      );
      const count = (status: string): number => claims.filter((claim) => claim.status === status).length;
      assert.equal(count('claimed'), 1, 'exactly one of many claims at once must get the key');
      assert.equal(count('busy'), COPIES - 1, 'all others must find the key busy');
    },
  },
  {
    name: 'a completed key is done, for every client',
    run: async (store) => {
      const [first, second] = await store.clients();
      const key = store.key();
      const token = await store.claimed(first, key);
      assert.equal(await first.complete(key, token), true, 'the holder must be able to complete its claim');
      await assertDone(first, key, 'a completed key must be done');
      await assertDone(second, key, 'a completed key must be done for another client too');
    },
  },
  {
    name: 'a completed key stays done when its lease is over',
    run: async (store) => {
      const [first, second] = await store.clients();
      const { key, leaseMs } = await store.withinLease(first, (held) => first.complete(held.key, held.token));
      await store.leaseEnds(leaseMs);
      await assertDone(second, key, 'a completed key must stay done when the lease of its claim is over');
    },
  },
  {
    name: 'a completed key can be neither completed again, nor renewed, nor released',
    run: async (store) => {
      const inbox = await store.client();
      const key = store.key();
      const token = await store.claimed(inbox, key);
      await inbox.complete(key, token);
      assert.equal(
        await inbox.complete(key, token),
        false,
        'a completed claim is not held any more: complete',
      );
      assert.equal(await inbox.renew(key, token, 1), false, 'a completed claim is not held any more: renew');
      assert.equal(await inbox.release(key, token), false, 'a completed claim is not held any more: release');
      await assertDone(inbox, key, 'a completed key must stay done, whatever its former holder tries');
    },
  },
  {
    name: 'a released key goes to the next claim, with another token',
    run: async (store) => {
      const [first, second] = await store.clients();
      const key = store.key();
      const token = await store.claimed(first, key);
      assert.equal(await first.release(key, token), true, 'the holder must be able to release its claim');
      const next = await store.claimed(second, key);
      assert.notEqual(next, token, 'every claim must have a token of its own');
    },
  },
];
