import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { adviceOf } from '../../../../lib/common/codes/advice.js';
import { outcomeOf, RETURN_CODES } from '../../../../lib/common/codes/return-codes.js';
import type { ReturnCodeCategory } from '../../../../lib/errors/return-code-category.js';

const categories = [...new Set([...RETURN_CODES.values()].map(({ category }) => category))];

/** The table of the documentation: advice and categories. */
const table = readFileSync(new URL('../../../../lib/errors/caller-advice.ts', import.meta.url), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, advice = '', , names = ''] = line.split('|').map((cell) => cell.trim());
    return advice.startsWith('`') ? [{ advice: advice.replaceAll('`', ''), names }] : [];
  });

describe('the advice', () => {
  it.each(categories)('for %s is the one of the documented table', (category) => {
    const rows = table.filter(({ advice }) => advice !== 'retry-later');
    const documented = rows.filter(({ names }) => names.split(/, /).includes(category));
    expect(documented.map(({ advice }) => advice)).toEqual([adviceOf(category)]);
  });

  it.each<ReturnCodeCategory | undefined>(['pending', 'unavailable', undefined])(
    'for %s is to query first, or to ask the query again',
    (category) => {
      expect(adviceOf(category)).toBe('query-first');
      expect(adviceOf(category, { query: true })).toBe('retry-later');
      expect(outcomeOf(category)).toBe('unknown');
    },
  );

  it.each([
    ['5005', 'query-first'],
    ['5006', 'retry-later'],
    ['5007', 'fix-request'],
    ['9704', 'retry-later'],
    ['9703', 'ask-payer'],
    ['constructor', 'fix-request'],
  ])('of %s is %s', (ret_code, advice) => {
    const category = RETURN_CODES.get(ret_code)?.category ?? 'refund';
    expect(adviceOf(category, { ret_code })).toBe(advice);
    if (ret_code !== 'constructor') expect(RETURN_CODES.get(ret_code)?.advice).toBe(advice);
  });

  it('and the outcome never contradict each other, nor what the description says to do', () => {
    for (const { code, category, advice, description, only } of RETURN_CODES.values()) {
      const api = only === undefined ? 'easypay.apply' : `${only}.apply`;
      expect([code, outcomeOf(category, { ret_code: code, api })]).toEqual([
        code,
        advice === 'query-first' ? 'unknown' : 'failed',
      ]);
      if (/\bquery (it|the (order|refund)) before\b/i.test(description))
        expect([code, advice]).toEqual([code, 'query-first']);
    }
  });

  it.each(['5005', '9920'])(
    'of %s, a refund that LianLian says failed, is to query first: its outcome is unknown',
    (code) => {
      expect(RETURN_CODES.get(code)).toMatchObject({ category: 'refund', advice: 'query-first' });
      expect(outcomeOf('refund', { ret_code: code })).toBe('unknown');
    },
  );
});
