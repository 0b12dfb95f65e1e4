import { describe, expect, it } from 'vitest';
import { amountOfFen, fenOfAmount, styledAmount } from '../../../../lib/sandbox/common/amount.js';

describe('amounts', () => {
  it.each([
    ['49.95', 4995n],
    ['0.01', 1n],
    ['100000000.00', 10_000_000_000n],
    ['1', undefined],
    ['1.5', undefined],
    ['-1.00', undefined],
    ['01.00', undefined],
    ['1e2.00', undefined],
  ])('%s is %s fen', (text, fen) => {
    expect(fenOfAmount(text)).toBe(fen);
  });

  it('are written with two decimals, or as Java writes a double', () => {
    expect([0n, 5n, 4995n].map(amountOfFen)).toEqual(['0.00', '0.05', '49.95']);
    expect(['0.10', '1000.00', '49.95'].map((each) => styledAmount(each, 'unpadded'))).toEqual([
      '0.1',
      '1000.0',
      '49.95',
    ]);
    expect(styledAmount('0.10', 'padded')).toBe('0.10');
  });
});
