import { describe, expect, it } from 'vitest';

import {
  clientNoticeOf,
  LianlianApiError,
  LianlianConfigError,
  type LianlianError,
  LianlianReportError,
  LianlianSignatureError,
  LianlianTransportError,
  LianlianValidationError,
  type NoticeCode,
  RETURN_CODES,
  type ViolationRule,
} from '../../../lib/index.js';
import { API_IDS } from '../../../lib/common/api-ids.js';
import { outcomeOf } from '../../../lib/common/codes/return-codes.js';

/** Every refusal that a document lists, and one that none does. */
const REFUSALS = [...RETURN_CODES.values(), UNLISTED()]
  .filter(({ category }) => category !== 'success')
  .map(({ code, category, advice, ret_msg, description }) => {
    const outcome = outcomeOf(category, { ret_code: code });
    const details = {
      subject: 'Easypay, order o-1',
      api: 'easypay.verify',
      ret_code: code,
      ret_msg,
      category,
      description,
    };
    return new LianlianApiError({
      ...details,
      advice: outcome === 'unknown' ? 'query-first' : advice,
      outcome,
    });
  });

function UNLISTED() {
  return {
    code: '7777',
    category: undefined,
    advice: 'query-first',
    ret_msg: '?',
    description: undefined,
  } as const;
}

const invalid = (property: string, rule: ViolationRule = 'digits'): LianlianValidationError =>
  new LianlianValidationError([{ property, rule, message: `${property} is wrong` }], 'Easypay, order o-1');

describe('what is told of every documented refusal', () => {
  it.each(REFUSALS.map((error) => [error.ret_code, error] as const))('%s', (_code, error) => {
    const { words, outcome, status } = clientNoticeOf(error);
    const told = JSON.stringify(words);
    expect(outcome).toBe(error.outcome);
    expect(told).not.toContain(error.ret_code);
    expect(told).not.toContain(error.ret_msg);
    if (error.outcome === 'unknown') {
      expect(words.zh.text).toContain('请不要重复付款');
      expect(words.en.text).toContain('do not pay again');
      // Proxies and clients repeat a request that ends in one of these.
      expect([408, 425, 429, 500, 503, 504]).not.toContain(status);
    }
    if (error.category === 'sms' && error.advice === 'ask-payer') expect(status).toBe(422);
  });

  it('covers every category', () => {
    expect(new Set(REFUSALS.map(({ category }) => category)).size).toBe(20);
  });
});

describe('a refusal by an API by which nobody pays', () => {
  const others = API_IDS.filter((api) => !/direct$|apply$|verify$|create$|card\.bi/i.test(api)).concat(
    'refund.apply',
  );

  it.each([...others, undefined])(
    'of %s never says that nothing was charged, or asks to pay again',
    (api) => {
      for (const refusal of REFUSALS) {
        const { words } = clientNoticeOf(
          new LianlianApiError({ ...refusal, subject: 'Query, order o-1', api }),
        );
        expect(words.en.text).not.toMatch(/nothing was charged|another way|another one/);
        expect(words.zh.text).not.toMatch(/没有扣款|换一种方式/);
      }
    },
  );

  const declined = { subject: 'Query, order o-1', ret_code: '9910', ret_msg: '', category: 'risk' } as const;
  it.each([
    ['easypay.verify', 'declined', 402],
    ...(['bindApply', 'bindVerify', 'apply', 'verify'] as const).map(
      (step) => [`mpay.${step}`, 'declined', 402] as const,
    ),
    ...(['apply', 'verify'] as const).map((step) => [`exchange.${step}`, 'declined', 402] as const),
    ['mpay.query', 'outcome-unknown', 502],
    ['exchange.query', 'outcome-unknown', 502],
    ['aggregate.query', 'outcome-unknown', 502],
    ['refund.apply', 'refund-refused', 409],
    ['preauth.cancel', 'shop-fault', 500],
  ] as const)('of %s is %s', (api, code, status) => {
    const refusal = { ...declined, description: undefined, advice: 'ask-payer', outcome: 'failed' } as const;
    expect(clientNoticeOf(new LianlianApiError({ ...refusal, api }))).toMatchObject({ code, status });
  });
});

describe('the status and the code of each error', () => {
  const cases: readonly (readonly [string, LianlianError, number, NoticeCode])[] = [
    ['not reached', new LianlianTransportError('x', { outcome: 'not-sent' }), 503, 'not-sent'],
    ['no response', new LianlianTransportError('x', { outcome: 'unknown' }), 502, 'outcome-unknown'],
    ['a wrong signature', new LianlianSignatureError('x', { outcome: 'unknown' }), 502, 'outcome-unknown'],
    ['a signature of no call', new LianlianSignatureError('x'), 500, 'shop-fault'],
    ['settings', new LianlianConfigError([{ option: 'privateKey', message: 'x' }]), 500, 'shop-fault'],
    ['a report', new LianlianReportError('x'), 500, 'shop-fault'],
    ['a mistyped card', invalid('card_no'), 400, 'invalid-input'],
    ['a missing code', invalid('verify_code', 'required'), 400, 'invalid-input'],
    ['what the app fills in', invalid('risk_item', 'riskItem'), 500, 'shop-fault'],
    ['a misspelt field', invalid('card_no', 'unknownField'), 500, 'shop-fault'],
  ];

  it.each(cases)('%s', (_name, error, status, code) => {
    expect(clientNoticeOf(error)).toMatchObject({ status, code, outcome: error.outcome });
  });

  it('names the fields to enter anew, and never what was entered', () => {
    expect(clientNoticeOf(invalid('bind_mob')).fields).toEqual(['bind_mob']);
  });
});
