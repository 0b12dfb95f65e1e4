import assert from 'node:assert/strict';

import { assertDone, OTHER_OUTCOME, OUTCOME, ran, type StoreCase } from './store-under-test.js';

const LONGEST_KEY = 512;
const LONGEST_OUTCOME = 255;

/** What a collation, a pattern, an index prefix or a path could take for one another. */
const LOOK_ALIKES = [
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
];

function lookAlikes(key: string): string[] {
  const long = key + 'x'.repeat(LONGEST_KEY - key.length - 1);
  return [...LOOK_ALIKES.map((suffix) => key + suffix), `${long}1`, `${long}2`];
}

/** Every key stands alone, and so does what is remembered of it. */
export const keyCases: readonly StoreCase[] = [
  {
    name: 'keys are independent of one another',
    run: async (store) => {
      const [first, second] = await store.clients();
      const [a, b] = [store.key(), store.key()];
      await ran(first, a);
      await ran(second, b, OTHER_OUTCOME);
      await assertDone(second, a, OUTCOME, 'a key must keep its own outcome');
      await assertDone(first, b, OTHER_OUTCOME, 'a key must keep its own outcome');
    },
  },
  {
    name: `keys of ${String(LONGEST_KEY)} characters, with any character of a URL, Chinese ones, upper and lower case, are told apart`,
    run: async (store) => {
      const inbox = await store.client();
      const keys = lookAlikes(store.key());
      for (const [index, key] of keys.entries()) {
        const { status } = await inbox.once(key, String(index), () => Promise.resolve());
        assert.equal(status, 'ran', `the key must not be taken for one that looks like it: ${key}`);
      }
      for (const [index, key] of keys.entries()) {
        await assertDone(inbox, key, String(index), `the key must be done: ${key}`);
      }
    },
  },
  {
    name: `outcomes of ${String(LONGEST_OUTCOME)} characters come back as they were`,
    run: async (store) => {
      const inbox = await store.client();
      const long = `${'x'.repeat(LONGEST_OUTCOME - 3)}/中é`;
      for (const outcome of [long, '', 'done', 'busy', 'claim:1', 'done:a#b', 'A', 'a ', "';--"]) {
        const key = store.key();
        await ran(inbox, key, outcome);
        await assertDone(inbox, key, outcome, `the outcome must come back as it was: ${outcome}`);
      }
    },
  },
];
