import { describe, expect, it } from 'vitest';

import { SharingData } from '../../../../lib/common/fields/sharing-data.js';
import { Text } from '../../../../lib/common/fields/text-fields.js';
import { classWith, messagesFor, wireText } from './field-check.js';

const target = classWith(SharingData(1024, 'money_order'));
Text(12)(target.prototype as object, 'money_order');

const share = { account: 'u-2', type: '0', amount: '10', description: '佣金' };

function problems(value: unknown, money_order: unknown = '100.00'): readonly string[] {
  return messagesFor(target, value, { money_order });
}

describe('shareing_data', () => {
  it('is written from a list, amounts with two decimals', () => {
    expect(problems([share, { ...share, type: '1', amount: '0.5' }])).toEqual([]);
    expect(wireText(target, [share, { ...share, type: '1', amount: '0.5' }])).toBe(
      'u-2^0^10.00^佣金|u-2^1^0.50^佣金',
    );
  });

  it("takes LianLian's own text", () => {
    expect(problems('u-2^0^10.00^佣金')).toEqual([]);
    expect(wireText(target, 'u-2^0^10.00^佣金')).toBe('u-2^0^10.00^佣金');
  });

  it('says which recipient and part is wrong', () => {
    expect(problems([share, { ...share, amount: 10 }])).toEqual([
      "value[1].amount must be decimal text in yuan such as '49.95', not a number: use fenToYuan(fen)",
    ]);
    expect(problems([{ ...share, account: 'a|b' }])).toEqual([
      'value[0].account must not hold ^ or |, which separate the parts of shareing_data',
    ]);
    expect(problems([{ ...share, type: 0 }])).toEqual(["value[0].type must be one of '0', '1'"]);
    expect(problems([{ ...share, description: 7 }])[0]).toContain('value[0].description must be text');
    expect(problems('u-2^0^10.00^ ')).toEqual(['value[0].description is required']);
  });

  it('drops nothing that was meant for a recipient', () => {
    expect(problems([share, { ...share, descripton: 'a' }])).toEqual([
      'value[1].descripton is not part of a recipient, which has account, type, amount, description',
    ]);
    for (const amount of [NaN, Infinity, 10n, new Date(NaN), new Map()]) {
      expect(problems([{ ...share, amount }])[0]).toContain('value[0].amount must be decimal text in yuan');
    }
    for (const entry of [new Map(Object.entries(share)), new Set()]) {
      expect(problems([entry])).toEqual(['value[0].account is required']);
    }
  });

  it.each([[[]], [[share, share, share, share]]])('%j has a wrong number of recipients', (list) => {
    expect(problems(list)[0]).toContain('at least 1 and at most 3 recipients');
  });

  it('compares the sum with the amount of the order in fen', () => {
    const shares = [
      { ...share, amount: '0.10' },
      { ...share, amount: '0.20' },
    ];
    expect(problems(shares, '0.3')).toEqual([]);
    expect(problems(shares, '0.29')).toEqual([
      'the amounts of value must not add up to more than money_order',
    ]);
  });

  it('leaves a wrong amount of the order to its own rule', () => {
    expect(problems([share], 5)).toEqual([]);
  });

  it('limits the whole text', () => {
    const long = { ...share, account: 'a'.repeat(1024 - 'a^0^10.00^佣金'.length + 1) };
    expect(problems([long])).toEqual([]);
    expect(problems([{ ...long, account: `${long.account}a` }])).toEqual([
      'value must have at most 1024 characters',
    ]);
  });

  it.each(['u-2^0^10.00', 'text', 5, {}, [null], ['u-2^0^10.00^a']])('%j is refused', (value) => {
    expect(problems(value)[0]).toContain('must be a list of { account, type, amount, description }');
  });
});
