import assert from 'node:assert/strict';

import type { NotificationInbox, OnceResult } from '../../common/inbox/notification-inbox.js';
import type { ConformanceTransactions } from './options.js';
import { assertDone, OUTCOME, ran, type StoreCase } from './store-under-test.js';

/** An inbox that has transactions says so, and is tested with them. */
export const noTransactionsCase: StoreCase = {
  name: 'an inbox that is `transactional` is tested with `transactions`, and no other gives its work one',
  run: async (store) => {
    const inbox = await store.client();
    assert.notEqual(inbox.transactional, true, 'the inbox is `transactional`: give the suite `transactions`');
    let given: unknown;
    await inbox.once(store.key(), OUTCOME, (transaction?: unknown) => {
      given = transaction;
      return Promise.resolve();
    });
    assert.equal(given, undefined, 'an inbox that gives its work a transaction must be `transactional`');
  },
};

/** The handler's writes and the outcome: both, or neither. */
export function transactionCases<T>(rows: ConformanceTransactions<T>): readonly StoreCase[] {
  const once = (inbox: NotificationInbox, key: string, after?: () => Promise<void>): Promise<OnceResult> => {
    assert.equal(inbox.transactional, true, 'an inbox that was given `transactions` must be `transactional`');
    return inbox.once(key, OUTCOME, async (transaction) => {
      await rows.write(transaction as T, key);
      await after?.();
    });
  };
  const counts = async (text: string, expected: number, why: string): Promise<void> => {
    assert.equal(await rows.count(text), expected, why);
  };
  return [
    {
      name: "the handler's writes and the outcome are committed together",
      run: async (store) => {
        const [first, second] = await store.clients();
        const key = store.key();
        const seen = { rows: -1, outcome: '' as string | undefined };
        const result = await once(first, key, async () => {
          if (!store.tellsBusy) return;
          seen.rows = await rows.count(key);
          seen.outcome = await second.recall(key);
        });
        assert.deepEqual(result, { status: 'ran' }, 'the work must have run');
        if (store.tellsBusy) {
          assert.equal(seen.rows, 0, 'nobody else must see what the handler wrote before it is committed');
          assert.equal(seen.outcome, undefined, 'nobody else must see the outcome before it is committed');
        }
        await counts(key, 1, 'what the handler wrote must be committed');
        await assertDone(second, key, OUTCOME, 'the key must be done');
      },
    },
    {
      name: 'a handler that throws has written nothing, and its key is free',
      run: async (store) => {
        const [first, second] = await store.clients();
        const key = store.key();
        const failure = new Error('The handler failed.');
        await assert.rejects(
          once(first, key, () => Promise.reject(failure)),
          (error) => error === failure,
          'once must reject with the very error that the handler threw',
        );
        await counts(key, 0, 'what a failed handler wrote must be rolled back');
        await ran(second, key);
      },
    },
    {
      name: 'many copies at once write once',
      run: async (store) => {
        const inboxes = await store.clients();
        const key = store.key();
        const results = await Promise.all([...inboxes, ...inboxes].map((inbox) => once(inbox, key)));
        assert.equal(results.filter(({ status }) => status === 'ran').length, 1, 'one copy must run');
        await counts(key, 1, 'exactly one copy must write');
      },
    },
  ];
}
