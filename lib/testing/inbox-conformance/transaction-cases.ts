import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import type { InboxClaim, NotificationInbox, TransactionalInbox } from '../../common/notification-inbox.js';
import type { ConformanceTransactions } from './options.js';
import { assertBusy, assertDone, LONG_LEASE_MS, type StoreCase } from './store-under-test.js';

/** An inbox that has transactions is tested with them. */
export const noTransactionsCase: StoreCase = {
  name: 'an inbox with `transact` is tested with `transactions`',
  run: async (store) => {
    const inbox = await store.client();
    assert.ok(
      !('transact' in inbox),
      'the inbox has `transact`: give the suite `transactions` to test it with',
    );
  },
};

/** The handler's writes and the completion: both, or neither. */
export function transactionCases<T>(rows: ConformanceTransactions<T>): readonly StoreCase[] {
  const writing =
    (text: string) =>
    async (transaction: T): Promise<void> => {
      await rows.write(transaction, text);
    };
  const counts = async (text: string, expected: number, why: string): Promise<void> => {
    assert.equal(await rows.count(text), expected, why);
  };
  return [
    {
      name: "transact commits the handler's writes and the completion together",
      run: async (store) => {
        const [first, second] = await store.clients();
        const key = store.key();
        const token = await store.claimed(first, key);
        assert.equal(
          await transactional<T>(first).transact(key, token, writing(key)),
          true,
          'the holder must succeed',
        );
        await counts(key, 1, 'what the handler wrote must be committed');
        await assertDone(second, key, 'the key must be done');
      },
    },
    {
      name: 'transact rolls back when the handler throws, and the claim stays held',
      run: async (store) => {
        const [first, second] = await store.clients();
        const key = store.key();
        const token = await store.claimed(first, key);
        const failure = new Error('The handler failed.');
        const work = async (transaction: T): Promise<void> => {
          await rows.write(transaction, key);
          throw failure;
        };
        await assert.rejects(
          transactional<T>(first).transact(key, token, work),
          (error) => error === failure,
          'transact must reject with the very error that the handler threw',
        );
        await counts(key, 0, 'what a failed handler wrote must be rolled back');
        await assertBusy(second, key, 'the claim must stay held when the handler fails');
        assert.equal(await first.release(key, token), true, 'the holder must be able to release afterwards');
      },
    },
    {
      name: 'transact refuses the late holder of a key that was claimed anew, and writes nothing',
      run: async (store) => {
        const [first, second, third] = await store.clients();
        const { key, late, current } = await store.takenOver(first, second);
        assert.equal(
          await transactional<T>(first).transact(key, late, writing(key)),
          false,
          'a late holder must be refused',
        );
        await counts(key, 0, 'what a late holder wrote must be rolled back');
        await assertBusy(third, key, 'the new holder must keep its claim');
        assert.equal(await second.complete(key, current), true, 'the new holder must be able to complete');
        assert.equal(
          await transactional<T>(first).transact(key, late, writing(key)),
          false,
          'a late holder must be refused when the key is done, too',
        );
        await counts(key, 0, 'what a late holder wrote must be rolled back');
      },
    },
    {
      name: 'transact twice at once with one token writes once',
      run: async (store) => {
        const [first, second] = await store.clients();
        const key = store.key();
        const token = await store.claimed(first, key);
        const results = await Promise.all([
          transactional<T>(first).transact(key, token, writing(key)),
          transactional<T>(second).transact(key, token, writing(key)),
        ]);
        assert.deepEqual(results.toSorted(), [false, true], 'exactly one of two must succeed');
        await counts(key, 1, 'exactly one of two must write');
      },
    },
    {
      name: 'a handler that outlives its lease commits, or another claims the key: never both',
      run: async (store) => {
        const [first, second] = await store.clients();
        const seen: { committed: boolean; claim?: Promise<InboxClaim> } = { committed: false };
        const { key } = await store.withinLease(first, async ({ key, token, leaseMs }) => {
          let begun = false;
          seen.committed = await transactional<T>(first).transact(key, token, async (transaction) => {
            begun = true;
            await rows.write(transaction, key);
            await sleep(leaseMs * 2);
            // Not awaited in here: a store may let it wait for the transaction's end.
            seen.claim = second.claim(key, LONG_LEASE_MS);
          });
          return begun;
        });
        const { committed } = seen;
        const status = (await seen.claim)?.status;
        await counts(key, committed ? 1 : 0, 'the writes must be committed exactly if transact says so');
        assert.ok(
          !(committed && status === 'claimed'),
          'a key that is committed must not be claimed by another',
        );
        if (committed) await assertDone(second, key, 'a key that is committed must be done');
      },
    },
  ];
}

function transactional<T>(inbox: NotificationInbox): TransactionalInbox<T> {
  assert.ok('transact' in inbox, 'the suite was given `transactions`, but the inbox has no `transact`');
  return inbox as TransactionalInbox<T>;
}
