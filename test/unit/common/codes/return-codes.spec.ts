import { describe, expect, it } from 'vitest';

import { PAYOUT_CODE_ROWS, PAYOUT_SHARED_CODES } from '../../../../lib/common/codes/payout-codes.data.js';
import { RETURN_CODE_ROWS } from '../../../../lib/common/codes/return-codes.data.js';
import { adviceOf } from '../../../../lib/common/codes/advice.js';
import {
  categoryOf,
  descriptionOf,
  outcomeOf,
  RETURN_CODES,
} from '../../../../lib/common/codes/return-codes.js';

const codes = Object.entries(RETURN_CODE_ROWS).map(([code, [category, ret_msg]]) => ({
  ...{ code, category, ret_msg },
}));

const api = 'easypay.apply';
const PAYOUT = 'payout.apply';

describe('the return codes', () => {
  it.each(codes)('$code is $category', ({ code, ret_msg, category }) => {
    expect(RETURN_CODES.get(code)).toMatchObject({ code, ret_msg, category });
    expect(categoryOf(code, { api, ret_msg: 'another text' })).toBe(category);
    expect(descriptionOf(code, { api })).toMatch(/^[A-Z].*[a-z].*\.$|^[a-z_]+ .*\.$/);
  });

  it('9901 is a matter of risk when it says so', () => {
    const risk = { api, ret_msg: '风险等级过高' };
    expect(categoryOf('9901', risk)).toBe('risk');
    expect(categoryOf('9901', { api, ret_msg: '请求报文非法' })).toBe('invalid_request');
    expect(descriptionOf('9901', risk)).toBe(descriptionOf('9910', { api }));
  });

  it.each(['1234', '', 'constructor', '__proto__'])('%j is not listed', (code) => {
    expect(categoryOf(code, { api })).toBeUndefined();
    expect(descriptionOf(code, { api })).toBeUndefined();
    expect(descriptionOf(code, { api: PAYOUT })).toBeUndefined();
  });
});

describe('the outcome of a refusal', () => {
  const open = ['pending', 'unavailable', 'duplicate', 'already_done', 'other'];

  it.each([...new Set(codes.map(({ category }) => category))])('of the category %s', (category) => {
    const [code] = codes.filter((entry) => entry.category === category);
    const outcome = outcomeOf(categoryOf(code?.code ?? '', { api }));
    expect(outcome).toBe(open.includes(category) ? 'unknown' : 'failed');
  });

  it('of a code that no document lists is unknown', () => {
    expect(outcomeOf(undefined)).toBe('unknown');
  });
});

describe('the return codes of payouts', () => {
  const own = Object.entries(PAYOUT_CODE_ROWS);

  it.each(own)('%s means in payouts what their row says', (code, [category, ret_msg, description]) => {
    expect(categoryOf(code, { api: PAYOUT })).toBe(category);
    expect(descriptionOf(code, { api: PAYOUT })).toBe(description);
    const documented = RETURN_CODES.get(code);
    const meaning = documented?.only === 'payout' ? documented : documented?.elsewhere.payout;
    expect(meaning).toMatchObject({ category, ret_msg, description });
    expect(meaning?.advice).toBe(adviceOf(category, { ret_code: code, api: PAYOUT }));
  });

  it.each(PAYOUT_SHARED_CODES)('%s means the same as elsewhere', (code) => {
    expect(PAYOUT_CODE_ROWS).not.toHaveProperty(code);
    expect(categoryOf(code, { api: PAYOUT })).toBe(RETURN_CODE_ROWS[code]?.[0]);
  });

  it.each(own.filter(([code]) => !(code in RETURN_CODE_ROWS)))(
    '%s says nothing of a payment: its outcome is unknown, whatever payouts mean by it',
    (ret_code, [category, , description]) => {
      expect(categoryOf(ret_code, { api })).toBeUndefined();
      expect(descriptionOf(ret_code, { api })).toContain(
        'for payouts alone; what it means here is not known',
      );
      expect(descriptionOf(ret_code, { api })).toContain(description);
      for (const context of [{ ret_code, api }, { ret_code }]) {
        expect(outcomeOf(category, context)).toBe('unknown');
        expect(adviceOf(category, { ...context, query: true })).toBe('retry-later');
      }
    },
  );

  it.each(codes.filter(({ code }) => !(code in PAYOUT_CODE_ROWS) && !PAYOUT_SHARED_CODES.includes(code)))(
    '$code, which only other products have, says nothing of a payout',
    ({ code, category }) => {
      expect(categoryOf(code, { api: PAYOUT })).toBeUndefined();
      expect(descriptionOf(code, { api: PAYOUT })).toContain('what it means here is not known');
      expect(outcomeOf(category, { ret_code: code, api: PAYOUT })).toBe('unknown');
    },
  );

  it.each(['4007', '8901', '9104', '9913'])(
    '%s asks for different things, so that it is unknown where the API is',
    (ret_code) => {
      const { category, advice, elsewhere } = RETURN_CODES.get(ret_code) ?? {};
      expect(elsewhere?.payout?.advice).not.toBe(advice);
      expect(adviceOf(category, { ret_code })).toBe('query-first');
      expect(outcomeOf(elsewhere?.payout?.category, { ret_code })).toBe('unknown');
      expect(adviceOf(category, { ret_code, api })).toBe(advice);
    },
  );
});
