import { describe, expect, it } from 'vitest';

import { methodName, productName } from '../../../../lib/sandbox/reports/report-names.js';
import { signedAmount, signedFen, unpadded } from '../../../../lib/sandbox/reports/signed-amount.js';

describe('an amount of a report', () => {
  it.each([
    ['100.00', '100'],
    ['0.50', '0.5'],
    ['10.05', '10.05'],
    ['-30.00', '-30'],
    ['-0.10', '-0.1'],
    ['0.00', '0'],
    ['四十九', '四十九'],
  ])('%s is written %s', (amount, written) => {
    expect(unpadded(amount)).toBe(written);
  });

  it.each([
    ['-0.05', -5n],
    ['0.05', 5n],
    ['-1234.56', -123456n],
    ['0.00', 0n],
  ])('%s is %s fen, and back', (amount, fen) => {
    expect(signedFen(amount)).toBe(fen);
    expect(signedAmount(fen)).toBe(amount);
  });
});

describe('a name of a report', () => {
  it.each([
    [{ paid_by: '1' }, '储蓄卡网银支付'],
    [{ paid_by: '8' }, '信用卡网银支付'],
    [{ paid_by: '9' }, '企业网银支付'],
    [{ paid_by: 'M', card_no: '622202*********0000' }, '储蓄卡快捷支付'],
    [{ paid_by: 'F', card_no: '622230*********0003' }, '信用卡快捷支付'],
    [{}, '储蓄卡快捷支付'],
  ])('of the method %o is %s', (how, name) => {
    expect(methodName(how)).toBe(name);
  });

  it('of the product is an API’s where LianLian shows no page', () => {
    expect(['easypay.h5Redirect', 'aggregate.redirect', 'mpay.apply'].map(productName)).toEqual([
      ...['WAP支付网关', 'WEB支付网关', 'API渠道'],
    ]);
  });
});
