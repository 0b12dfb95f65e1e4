import assert from 'node:assert/strict';

import { assertBusy, assertDone, assertRefused, LONG_LEASE_MS, type StoreCase } from './store-under-test.js';

/** Leases, and the tokens that fence them. */
export const leaseCases: readonly StoreCase[] = [
  {
    name: 'a lease runs as long as it was asked for',
    run: async (store) => {
      const [first, second] = await store.clients();
      const key = store.key();
      const token = await store.claimed(first, key, LONG_LEASE_MS);
      await store.leaseEnds();
      await assertBusy(second, key, 'a key must stay busy for the whole lease that its holder asked for');
      assert.equal(await first.complete(key, token), true, 'the holder must be able to complete until then');
    },
  },
  {
    name: 'a key whose lease ended is claimed anew, with another token',
    run: async (store) => {
      const [first, second] = await store.clients();
      const { late, current } = await store.takenOver(first, second);
      assert.notEqual(
        current,
        late,
        'every claim must have a token of its own, or the late holder is not fenced',
      );
    },
  },
  {
    name: 'of many claims at once, exactly one gets a key whose lease ended',
    run: async (store) => {
      const [first, second, third] = await store.clients();
      const key = store.key();
      await store.claimed(first, key, store.leaseMs);
      await store.leaseEnds();
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 ? second : third).claim(key, LONG_LEASE_MS)),
      );
      const winners = claims.filter(({ status }) => status === 'claimed').length;
      assert.equal(winners, 1, 'exactly one of many claims at once must get a key whose lease ended');
    },
  },
  {
    name: 'the late holder of a key that was claimed anew is refused, and does no harm',
    run: async (store) => {
      const [first, second, third] = await store.clients();
      const { key, late, current } = await store.takenOver(first, second);
      await assertRefused(first, key, late, 'a late holder');
      await assertBusy(third, key, 'the new holder must keep its claim, whatever the late one tries');
      assert.equal(await second.complete(key, current), true, 'the new holder must be able to complete');
      await assertRefused(first, key, late, 'a late holder of a completed key');
      await assertDone(third, key, 'the key must be done when its new holder completed it');
    },
  },
  {
    name: 'a holder whose lease ended is refused, though nobody claimed anew',
    run: async (store) => {
      const [first, second] = await store.clients();
      const key = store.key();
      const token = await store.claimed(first, key, store.leaseMs);
      await store.leaseEnds();
      await assertRefused(first, key, token, 'a holder whose lease ended');
      await store.claimed(second, key);
    },
  },
  {
    name: 'renew prolongs the lease, again and again',
    run: async (store) => {
      const [first, second] = await store.clients();
      const { key, token, leaseMs } = await store.withinLease(
        first,
        async (held) =>
          (await first.renew(held.key, held.token, held.leaseMs)) &&
          (await first.renew(held.key, held.token, LONG_LEASE_MS)),
      );
      await store.leaseEnds(leaseMs);
      await assertBusy(second, key, 'a renewed claim must stay held when its first lease would be over');
      assert.equal(await first.complete(key, token), true, 'the token must stay the same when it is renewed');
    },
  },
  {
    name: 'a renewed lease ends too',
    run: async (store) => {
      const [first, second] = await store.clients();
      const { key, token } = await store.withinLease(first, (held) =>
        first.renew(held.key, held.token, store.leaseMs),
      );
      await store.claimedOnceEnded(second, key);
      await assertRefused(first, key, token, 'a late holder that renewed its claim');
    },
  },
  {
    name: 'a token that nobody was given is refused',
    run: async (store) => {
      const inbox = await store.client();
      const key = store.key();
      await assertRefused(inbox, key, 'a-token-that-nobody-was-given', 'a stranger to a new key');
      const token = await store.claimed(inbox, key);
      await assertRefused(inbox, key, `${token}0`, 'a stranger');
      await assertRefused(inbox, key, '', 'a stranger without a token');
      assert.equal(
        await inbox.complete(key, token),
        true,
        'the holder must be able to complete all the same',
      );
      for (const word of ['done', 'busy', ''])
        await assertRefused(inbox, key, word, 'a stranger to a done key');
      await assertDone(inbox, key, 'a completed key must stay done, whatever a stranger tries');
    },
  },
];
