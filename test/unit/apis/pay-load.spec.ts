import { expect, it } from 'vitest';

import { AGGREGATE_DIRECT } from '../../../lib/apis/aggregate-direct/aggregate-direct.definition.js';
import { AggregateDirectResponse } from '../../../lib/apis/aggregate-direct/aggregate-direct.response.js';

function payLoad(pay_type: string, sent: unknown): unknown {
  const response = Object.assign(new AggregateDirectResponse(), { payLoad: sent });
  AGGREGATE_DIRECT.complete?.(response, { pay_type });
  return response.payLoad;
}

it.each(['I', 'L'])('the payLoad of %s is text, whatever it looks like', (pay_type) => {
  expect(payLoad(pay_type, 'weixin://wxpay/bizpayurl?pr=1')).toBe('weixin://wxpay/bizpayurl?pr=1');
  expect(payLoad(pay_type, '{"a":1}')).toBe('{"a":1}');
});

it.each(['Y', 'W'])('the payLoad of %s is an object, from JSON text or not', (pay_type) => {
  expect(payLoad(pay_type, '{"appId":"wx1"}')).toEqual({ appId: 'wx1' });
  expect(payLoad(pay_type, { appId: 'wx1' })).toEqual({ appId: 'wx1' });
});

it.each(['not JSON', '[1]', '"text"', '1'])(
  'a payLoad of W that is no JSON object stays text: %s',
  (text) => {
    expect(payLoad('W', text)).toBe(text);
  },
);

it('a missing payLoad stays missing', () => {
  expect(payLoad('W', undefined)).toBeUndefined();
});
