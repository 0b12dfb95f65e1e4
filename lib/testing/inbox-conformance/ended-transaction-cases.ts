import assert from 'node:assert/strict';

import type { NotificationInbox } from '../../common/inbox/notification-inbox.js';
import type { ConformanceTransactions } from './options.js';
import { assertBusy, OTHER_OUTCOME, OUTCOME, ran, type StoreCase } from './store-under-test.js';

type WithStatements<T> = Required<ConformanceTransactions<T>>;

/** How a handler ends its transaction, and how many rows that it wrote before stay then. */
const ENDS: readonly { readonly sql: readonly string[]; readonly stay: number }[] = [
  { sql: ['ROLLBACK'], stay: 0 },
  { sql: ['ROLLBACK', 'BEGIN'], stay: 0 },
  { sql: ['COMMIT'], stay: 1 },
  { sql: ['COMMIT', 'BEGIN'], stay: 1 },
  { sql: ['COMMIT', 'BEGIN', 'ROLLBACK', 'BEGIN'], stay: 1 },
];

export function takesStatements<T>(rows: ConformanceTransactions<T>): rows is WithStatements<T> {
  return rows.statement !== undefined;
}

/** Handlers that end the inbox's transaction by themselves: nothing of theirs is acknowledged. */
export function endedTransactionCases<T>(rows: WithStatements<T>): readonly StoreCase[] {
  const all = async (transaction: T, statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await rows.statement(transaction, sql);
  };
  const once = (inbox: NotificationInbox, key: string, work: (transaction: T) => Promise<void>) =>
    inbox.once(key, OUTCOME, (transaction) => work(transaction as T));
  return [
    ...ENDS.flatMap(({ sql, stay }) => [succeeds(sql, stay), fails(sql)]),
    {
      name: 'a handler may use savepoints of its own',
      run: async (store) => {
        const inbox = await store.client();
        const key = store.key();
        const result = await once(inbox, key, async (transaction) => {
          await rows.write(transaction, key);
          await all(transaction, ['SAVEPOINT its_own']);
          await rows.write(transaction, `${key}/undone`);
          await all(transaction, ['ROLLBACK TO SAVEPOINT its_own', 'RELEASE SAVEPOINT its_own']);
        });
        assert.deepEqual(result, { status: 'ran' }, 'the work must have run');
        assert.equal(await rows.count(key), 1, 'what the handler wrote must be committed');
        assert.equal(await rows.count(`${key}/undone`), 0, 'what the handler took back must not be');
      },
    },
  ];

  function succeeds(sql: readonly string[], stay: number): StoreCase {
    return {
      name: `a handler that runs ${sql.join('; ')} and succeeds is rejected, and its key is free`,
      run: async (store) => {
        const [first, second] = await store.clients();
        const key = store.key();
        await assert.rejects(
          once(first, key, async (transaction) => {
            await rows.write(transaction, key);
            await all(transaction, sql);
          }),
          'a handler whose transaction is not the one of its claim must not be acknowledged',
        );
        assert.equal(
          await rows.count(key),
          stay,
          'the end of the transaction must be the one that the handler chose',
        );
        assert.equal(await second.recall(key), undefined, 'nothing must be remembered');
        await ran(second, key, OTHER_OUTCOME);
      },
    };
  }

  function fails(sql: readonly string[]): StoreCase {
    return {
      name: `a handler that runs ${sql.join('; ')} is not done while it runs, and its key is free when it fails`,
      run: async (store) => {
        const [first, second, third] = await store.clients();
        const key = store.key();
        const failure = new Error('The handler failed.');
        await assert.rejects(
          once(first, key, async (transaction) => {
            await rows.write(transaction, key);
            await all(transaction, sql);
            // Where the handler rolled back, its claim may be gone, and the key free.
            if (store.tellsBusy && !sql.includes('ROLLBACK')) {
              assert.equal(await third.recall(key), undefined, 'work that runs is not done');
              await assertBusy(second, key, 'a copy must not be told that work is done which runs');
            }
            throw failure;
          }),
          (error) => error === failure,
          'once must reject with the very error that the handler threw',
        );
        assert.equal(await second.recall(key), undefined, 'work that failed must not be remembered');
        await ran(second, key, OTHER_OUTCOME);
      },
    };
  }
}
