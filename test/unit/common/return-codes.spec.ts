import { describe, expect, it } from 'vitest';

import { RETURN_CODE_ROWS } from '../../../lib/common/return-codes.data.js';
import { categoryOf, descriptionOf, outcomeOf, RETURN_CODES } from '../../../lib/common/return-codes.js';

const codes = Object.entries(RETURN_CODE_ROWS).map(([code, [category, ret_msg]]) => ({
  ...{ code, category, ret_msg },
}));

describe('the return codes', () => {
  it.each(codes)('$code is $category', ({ code, ret_msg, category }) => {
    expect(RETURN_CODES.get(code)).toMatchObject({ code, ret_msg, category });
    expect(categoryOf(code, 'another text')).toBe(category);
    expect(descriptionOf(code)).toMatch(/^[A-Z].*[a-z].*\.$|^[a-z_]+ .*\.$/);
  });

  it('9901 is a matter of risk when it says so', () => {
    expect(categoryOf('9901', '风险等级过高')).toBe('risk');
    expect(categoryOf('9901', '请求报文非法')).toBe('invalid_request');
    expect(descriptionOf('9901', '风险等级过高')).toBe(descriptionOf('9910'));
  });

  it.each(['1234', '', 'constructor', '__proto__'])('%j is not listed', (code) => {
    expect(categoryOf(code)).toBeUndefined();
    expect(descriptionOf(code)).toBeUndefined();
  });
});

describe('the outcome of a refusal', () => {
  const open = ['pending', 'unavailable', 'duplicate', 'already_done', 'other'];

  it.each([...new Set(codes.map(({ category }) => category))])('of the category %s', (category) => {
    const [code] = codes.filter((entry) => entry.category === category);
    const outcome = outcomeOf(categoryOf(code?.code ?? ''));
    expect(outcome).toBe(open.includes(category) ? 'unknown' : 'failed');
  });

  it('of a code that no document lists is unknown', () => {
    expect(outcomeOf(undefined)).toBe('unknown');
  });
});
