import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { testCards } from '../../lib/sandbox/data/test-cards.js';
import { cardOf } from '../../lib/sandbox/orders/cards.js';
import { DIFFERENCE_KINDS } from '../../lib/sandbox/reports/difference-kinds.js';

const rowsOf = (page: string, heading: string): string[][] => {
  const lines = readFileSync(new URL(`../../docs/${page}.md`, import.meta.url), 'utf8').split('\n');
  const from = lines.findIndex((line) => line.startsWith(heading));
  const after = lines.slice(from + 2);
  return after
    .slice(
      0,
      after.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) => line.slice(2, -2).split(' | '));
};

const HAPPENS = {
  pays: 'pays',
  'refused-at-once': 'is refused at once',
  'refused-after-code': 'is refused after the SMS code',
  processing: 'stays undecided until `sandbox.pay` or `sandbox.fail`',
  'no-authorization': 'pays; an authorization (`pay_type` F) is refused',
} as const;

describe('the page about testing', () => {
  it('has the very list of test cards', () => {
    expect(rowsOf('testing', '| `TEST_CARDS` | Number |')).toEqual(
      testCards.map(({ name, card_no, does, what, ret_code }) => [
        `\`${name}\``,
        card_no,
        `ICBC, ${cardOf(card_no).card_type === '3' ? 'credit' : 'debit'}`,
        what.en,
        ret_code === undefined ? HAPPENS[does] : `${HAPPENS[does]} (${ret_code})`,
      ]),
    );
  });
});

describe('the page about reports', () => {
  it('has every difference that can be planted, and what it is found as', () => {
    expect(rowsOf('reports', '| Kind | What is planted |')).toEqual(
      Object.entries(DIFFERENCE_KINDS).map(([kind, { title, found }]) => [
        `\`${kind}\``,
        title.en,
        `\`${found}\``,
      ]),
    );
  });
});
