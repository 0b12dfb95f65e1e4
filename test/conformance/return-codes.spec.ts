import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { PAYOUT_CODE_ROWS, PAYOUT_SHARED_CODES } from '../../lib/common/codes/payout-codes.data.js';
import { categoryOf, outcomeOf } from '../../lib/common/codes/return-codes.js';
import {
  AUTHORIZATION_STATUS_TEXTS,
  RETURN_CODE_ROWS,
  type ReturnCodeRow,
} from '../../lib/common/codes/return-codes.data.js';
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

/** The same of the rows that payouts have of their own. */
const COMPARED_OF_PAYOUTS = {
  1: '22011461d4fcd82c',
  4: 'b851700689fb03fa',
  8: 'ccc3865f76fa5c7a',
  9: '7c3bc6b84da2fca1',
};

/**
 * What LianLian documents of its responses to payouts: what it keeps of the request, and whether it is over. Nothing but a
 * code of the first two lists says that a payout was not made.
 */
const PAYOUT_ANSWERS = {
  nothingKept: [
    '1001',
    '1004',
    '1005',
    '1008',
    '3001',
    '4005',
    '4012',
    '4105',
    '9910',
    '9911',
    '9912',
    '9913',
  ],
  keptAndNotPaid: ['4001', '4002', '4003', '4004', '4008', '4010', '4011', '4103', '4104', '9104'],
  toBeQueried: ['1002', '2005', '4006', '4007', '4009', '8901', '9999'],
};

describe('the return codes', () => {
  it('are those that were compared with the documents, with their categories', () => {
    expect(digestsOf(RETURN_CODE_ROWS)).toEqual(COMPARED);
  });

  it('of payouts are those that were compared, too', () => {
    expect(digestsOf(PAYOUT_CODE_ROWS)).toEqual(COMPARED_OF_PAYOUTS);
  });

  it('of payouts say that a payout was not made where the documents do, and nowhere else', () => {
    const documented = [...PAYOUT_SHARED_CODES, ...Object.keys(PAYOUT_CODE_ROWS)].filter(
      (code) => code !== '0000',
    );
    expect(documented.toSorted()).toEqual(Object.values(PAYOUT_ANSWERS).flat().toSorted());
    for (const code of [...documented, ...Object.keys(RETURN_CODE_ROWS)].filter((each) => each !== '0000')) {
      const api = 'payout.apply';
      const isOver =
        PAYOUT_ANSWERS.nothingKept.includes(code) || PAYOUT_ANSWERS.keptAndNotPaid.includes(code);
      const outcome = outcomeOf(categoryOf(code, { api }), { ret_code: code, api });
      expect([code, outcome]).toEqual([code, isOver ? 'failed' : 'unknown']);
    }
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

/** Code, category and text, by the first digit. */
function digestsOf(rows: Readonly<Record<string, ReturnCodeRow>>): Record<string, string> {
  const lines = Object.entries(rows).map(([code, [category, ret_msg]]) => `${code} ${category} ${ret_msg}\n`);
  const digests = [...new Set(lines.map((line) => line.slice(0, 1)))].map((digit) => {
    const ofDigit = lines.filter((line) => line.startsWith(digit)).sort();
    return [digit, createHash('sha256').update(ofDigit.join('')).digest('hex').slice(0, 16)];
  });
  return Object.fromEntries(digests) as Record<string, string>;
}
