import { describe, expect, it } from 'vitest';

import { EasypayApplyResponse } from '../../../lib/apis/easypay-direct/easypay-apply.response.js';
import {
  EASYPAY_APPLY,
  EASYPAY_VERIFY,
} from '../../../lib/apis/easypay-direct/easypay-direct.definitions.js';
import { EasypayVerifyResponse } from '../../../lib/apis/easypay-direct/easypay-verify.response.js';

function applied(fields: object, request: Record<string, string> = { pay_type: 'M' }): string {
  const response = Object.assign(new EasypayApplyResponse(), { ret_code: '0000', ...fields });
  EASYPAY_APPLY.complete?.(response, request);
  return response.state;
}

function verified(fields: object): string {
  const response = Object.assign(new EasypayVerifyResponse(), { ret_code: '0000', ...fields });
  EASYPAY_VERIFY.complete?.(response, { no_order: 'o-1' });
  return response.state;
}

describe('the state after apply', () => {
  it.each([
    ['a token', { token: 't' }, 'sms-sent'],
    ['8888', { ret_code: '8888' }, 'sms-sent'],
    ['8888 with a token', { ret_code: '8888', token: 't' }, 'sms-sent'],
    ['SUCCESS', { result_pay: 'SUCCESS' }, 'paid'],
    ['SUCCESS beside a token', { result_pay: 'SUCCESS', token: 't' }, 'paid'],
    ['SUCCESS of pay_type F', { result_pay: 'SUCCESS', pay_type: 'F' }, 'authorized'],
    ['SUCCESS of pay_type G', { result_pay: 'SUCCESS', pay_type: 'G' }, 'authorized'],
    ['APPLY_SUCCESS', { result_pay: 'APPLY_SUCCESS' }, 'authorized'],
    ['PROCESSING', { result_pay: 'PROCESSING' }, 'processing'],
    ['an unknown result', { result_pay: 'success' }, 'processing'],
    ['neither token nor result', {}, 'processing'],
    ['a blank token', { token: ' ' }, 'processing'],
  ])('%s', (_what, fields, state) => {
    expect(applied(fields)).toBe(state);
  });

  it('SUCCESS of a requested authorization is no payment', () => {
    expect(applied({ result_pay: 'SUCCESS' }, { pay_type: 'F' })).toBe('authorized');
  });

  it("is never LianLian's own field of that name", () => {
    expect(applied({ state: 'paid' })).toBe('processing');
  });
});

describe('the state after verify', () => {
  it.each([
    ['SUCCESS', { result_pay: 'SUCCESS' }, 'paid'],
    ['SUCCESS of pay_type F', { result_pay: 'SUCCESS', pay_type: 'F' }, 'authorized'],
    ['APPLY_SUCCESS', { result_pay: 'APPLY_SUCCESS' }, 'authorized'],
    ['PROCESSING', { result_pay: 'PROCESSING' }, 'processing'],
    ['no result, though a token', { token: 't' }, 'processing'],
  ])('%s', (_what, fields, state) => {
    expect(verified(fields)).toBe(state);
  });
});

it('8888 is a response of apply alone', () => {
  expect(EASYPAY_APPLY.responseCodes).toEqual(['8888']);
  expect(EASYPAY_VERIFY.responseCodes).toBeUndefined();
});
