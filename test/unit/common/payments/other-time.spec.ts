import { describe, expect, it } from 'vitest';

import { isBeside, timeDifference, timesBeside } from '../../../../lib/common/payments/other-time.js';

describe('what made one time of another', () => {
  it.each([
    ['20261128120006', '20261128120005', 'second'],
    ['20261128120005', '20261128120006', 'second'],
    ['20261129000000', '20261128235959', 'second'],
    ['20261128040005', '20261128120005', 'zone'],
    ['20261128200006', '20261128120005', 'zone'],
    ['20261128174505', '20261128120005', 'zone'],
    ['20261128000000', '20261128120705', 'coarse'],
    ['20261128120100', '20261128120035', 'coarse'],
    ['20261128121501', '20261128120707', 'other'],
    ['20261128120007', '20261128120005', 'other'],
  ])('of %s, where LianLian has %s: %s', (kept, sent, difference) => {
    expect(timeDifference(kept, sent)).toBe(difference);
  });
});

describe('two times of one order', () => {
  it.each([
    ['20261128120006', '20261128120005', true],
    ['20261128120005', '20261128120005', false],
    ['20261129120004', '20261128120005', true],
    ['20261129120005', '20261128120005', false],
    ['20261127120005', '20261128120005', false],
  ])('%s and %s are less than a day apart: %s', (kept, sent, expected) => {
    expect(isBeside(kept, sent)).toBe(expected);
  });
});

describe('the times beside one', () => {
  it('are a second before and after it, and as far as UTC is from China', () => {
    expect(timesBeside('20270101000000')).toEqual([
      '20261231235959',
      '20270101000001',
      '20261231160000',
      '20270101080000',
    ]);
  });

  it.each(['10000101000000', '99991231235959'])('leave out years that LianLian cannot read: %s', (kept) => {
    for (const time of timesBeside(kept)) expect(time).toMatch(/^[1-9]\d{13}$/);
  });
});
