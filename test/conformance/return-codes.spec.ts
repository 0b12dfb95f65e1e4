import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { AUTHORIZATION_STATUS_TEXTS, RETURN_CODE_ROWS } from '../../lib/common/return-codes.data.js';
import { rules, rulesOf } from './support/data.js';

/**
 * A digest of code, category and LianLian's text of every row, by the code's first digit, as they were when they were
 * last compared with the documents. After a change: compare the changed rows with the documents once more, and write
 * down the digest that the test got.
 */
const COMPARED = {
  0: 'd8030a6bbaae7435',
  1: '93d356a0c0c543c3',
  2: '272a6e5c975cbb92',
  3: '0008c0106e35ab2e',
  4: '036e689306e6dcb7',
  5: 'f483e29d64d877bd',
  6: 'b92db6a844d14b6a',
  7: '2d127a136659d89c',
  8: '12b3de277e7262fd',
  9: 'b1da351e788e3a4d',
};

describe('the return codes', () => {
  it('are those that were compared with the documents, with their categories', () => {
    const lines = Object.entries(RETURN_CODE_ROWS).map(
      ([code, [category, ret_msg]]) => `${code} ${category} ${ret_msg}\n`,
    );
    const digests = [...new Set(lines.map((line) => line.slice(0, 1)))].map((digit) => {
      const rows = lines.filter((line) => line.startsWith(digit)).sort();
      return [digit, createHash('sha256').update(rows.join('')).digest('hex').slice(0, 16)];
    });
    expect(Object.fromEntries(digests)).toEqual(COMPARED);
  });

  it.each(Object.keys(rules).filter((id) => !id.startsWith('$')))('include those that %s names', (id) => {
    for (const code of rulesOf(id).responseEnums?.['ret_code'] ?? []) {
      expect(code in RETURN_CODE_ROWS || code in AUTHORIZATION_STATUS_TEXTS).toBe(true);
    }
  });

  it('include the statuses of an authorization, and no other', () => {
    const statuses = rulesOf('preauth.query').responseEnums?.['ret_code']?.filter((code) =>
      code.startsWith('PR'),
    );
    expect(Object.keys(AUTHORIZATION_STATUS_TEXTS)).toEqual(statuses);
  });
});
