import {
  adviceOf,
  clientNoticeOf,
  LianlianApiError,
  LianlianConfigError,
  type LianlianError,
  LianlianReportError,
  LianlianSignatureError,
  LianlianTransportError,
  LianlianValidationError,
  RETURN_CODES,
  type ReturnCodeCategory,
} from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

import type { AnsweringApi } from '../../lib/common/codes/code-meanings.js';
import { outcomeOf } from '../../lib/common/codes/return-codes.js';
import { NOTICE_STATUSES } from '../../lib/exceptions/notice-code.js';
import { pages } from './guide.js';
import { codeIn, rowsUnder } from './markdown.js';

const CATEGORIES = [...new Set([...RETURN_CODES.values()].map(({ category }) => category)), undefined].filter(
  (category) => category !== 'success',
);

/** The columns of the table of categories: who asked LianLian for what. */
const COLUMNS = ['easypay.verify', 'easypay.query', 'refund.apply', 'preauth.capture'] as const;

const refusal = (
  api: AnsweringApi,
  category: ReturnCodeCategory | undefined,
  ret_code = '',
): LianlianApiError =>
  new LianlianApiError({
    subject: 'order o-1',
    api,
    ret_code,
    ret_msg: '',
    category,
    description: undefined,
    advice: adviceOf(category, { ret_code, query: api.endsWith('.query') }),
    outcome: outcomeOf(category, { ret_code }),
  });

const invalid = (property: string): LianlianError =>
  new LianlianValidationError([{ property, rule: 'digits', message: `${property} is wrong` }], 'order o-1');

/** The rows of the errors that are no refusals, in their order. */
const OTHERS: readonly LianlianError[][] = [
  [invalid('card_no')],
  [invalid('risk_item')],
  [new LianlianTransportError('x', { outcome: 'not-sent' })],
  [new LianlianTransportError('x', { outcome: 'unknown' })],
  [new LianlianSignatureError('x', { outcome: 'unknown' })],
  [new LianlianConfigError([{ option: 'privateKey', message: 'x' }]), new LianlianReportError('x')],
];

const told = (error: LianlianError): string => {
  const { status, code } = clientNoticeOf(error);
  return `${String(status)} \`${code}\``;
};

describe.each([
  ['docs/errors-to-http.md', 'Status by code', 'By category'],
  ['docs/zh/errors-to-http.md', '状态码', '按分类'],
])('%s', (path, statuses, categories) => {
  const page = pages.find((each) => each.path === path) ?? { text: '' };
  const byCategory = rowsUnder(page, categories).filter((cells) => cells.length === 5);
  const others = rowsUnder(page, categories).filter((cells) => cells.length === 3);

  it('has every code with its status', () => {
    const rows = rowsUnder(page, statuses).flatMap(([codes, status]) =>
      codeIn(codes).map((code) => [code, Number(status)]),
    );
    expect(rows.toSorted()).toEqual(Object.entries(NOTICE_STATUSES).toSorted());
  });

  it.each(CATEGORIES)('tells what a refusal of the category %s is answered', (category) => {
    const row = byCategory.find(([cell]) => codeIn(cell).includes(String(category)));
    expect(row?.slice(1)).toEqual(COLUMNS.map((api) => told(refusal(api, category))));
  });

  it('names no category that there is not', () => {
    expect(byCategory.flatMap(([cell]) => codeIn(cell)).toSorted()).toEqual(
      CATEGORIES.map(String).toSorted(),
    );
  });

  it('tells what every other error is answered, with its outcome', () => {
    expect(others).toHaveLength(OTHERS.length);
    OTHERS.forEach((errors, at) => {
      const [names, outcome, response] = others[at] ?? [];
      expect(codeIn(names)).toEqual(errors.map((error) => error.constructor.name));
      for (const error of errors) {
        expect(codeIn(outcome)[0]).toBe(error.outcome);
        expect(response).toBe(told(error));
      }
    });
  });

  it('tells which codes have a response of their own', () => {
    for (const code of ['5006', '9704']) {
      expect(page.text).toContain(code);
      const { category } = RETURN_CODES.get(code) ?? {};
      expect(told(refusal('easypay.apply', category, code))).toBe('503 `try-later`');
    }
    const general = [...RETURN_CODES.values()].filter(
      ({ only, advice }) => !only && advice === 'retry-later',
    );
    expect(general.map(({ code }) => code)).toEqual(['5006', '9704']);
  });
});
