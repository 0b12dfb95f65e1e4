import assert from 'node:assert/strict';

import { assertBusy, assertDone, assertRefused, LONG_LEASE_MS, type StoreCase } from './store-under-test.js';

const LONGEST_KEY = 400;

/** Keys that a collation, a pattern, an index prefix or a path could take for one another. */
function lookAlikes(key: string): string[] {
  const long = key + 'x'.repeat(LONGEST_KEY - key.length - 1);
  return [
    ...[
      '',
      '/',
      '/a',
      '/A',
      '/a/',
      '/%E4%B8%AD',
      '/%e4%b8%ad',
      '/中',
      '/中文',
      '/中國',
      '/é',
      '/e',
      '/ß',
      '/ss',
    ],
    ...[
      '/-',
      '/_',
      '/.',
      '/..',
      '/~',
      '/!',
      '/*',
      '/?',
      "/'",
      '/(',
      '/)',
      '/%',
      '/%25',
      '/%2F',
      '/:',
      '/{a}',
      '/{b}',
    ],
  ]
    .map((suffix) => key + suffix)
    .concat(`${long}1`, `${long}2`);
}

/** Every key stands alone. */
export const keyCases: readonly StoreCase[] = [
  {
    name: 'keys are independent of one another',
    run: async (store) => {
      const [first, second] = await store.clients();
      const [a, b, c] = [store.key(), store.key(), store.key()];
      const token = await store.claimed(first, a);
      await store.claimed(second, b);
      await first.complete(a, token);
      await assertDone(second, a, 'the key that was completed must be done');
      await assertBusy(second, b, 'a claim must stay held when another key is completed');
      await store.claimed(second, c);
    },
  },
  {
    name: 'the token of one key is worth nothing for another',
    run: async (store) => {
      const inbox = await store.client();
      const [a, b] = [store.key(), store.key()];
      const token = await store.claimed(inbox, a);
      await store.claimed(inbox, b);
      await assertRefused(inbox, b, token, 'the holder of another key');
      await assertBusy(inbox, b, 'a claim must stay held, whatever the holder of another key tries');
    },
  },
  {
    name: 'keys differ by upper and lower case',
    run: async (store) => {
      const inbox = await store.client();
      const key = store.key('/abc');
      await inbox.complete(key, await store.claimed(inbox, key));
      const { status } = await inbox.claim(key.replace('/abc', '/ABC'), LONG_LEASE_MS);
      assert.equal(status, 'claimed', 'a key must not be taken for one that differs by upper and lower case');
    },
  },
  {
    name: `keys of ${String(LONGEST_KEY)} characters, with any character of a URL, and Chinese ones, are told apart`,
    run: async (store) => {
      const inbox = await store.client();
      const tokens = new Map<string, string>();
      for (const key of lookAlikes(store.key())) {
        const claim = await inbox.claim(key, LONG_LEASE_MS);
        assert.equal(claim.status, 'claimed', `the key must not be taken for one that looks like it: ${key}`);
        tokens.set(key, claim.token);
      }
      for (const [key, token] of tokens) {
        assert.equal(await inbox.complete(key, token), true, `the key must be completed: ${key}`);
        await assertDone(inbox, key, `the key must be done: ${key}`);
      }
    },
  },
];
