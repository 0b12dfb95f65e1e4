import { fenToYuan, LianlianValidationError, yuanToFen } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

describe('fen to yuan', () => {
  it.each([
    [0, '0.00'],
    [1, '0.01'],
    [10, '0.10'],
    [4995, '49.95'],
    [10000, '100.00'],
    [-1, '-0.01'],
    [-4995, '-49.95'],
    [-0, '0.00'],
    [Number.MAX_SAFE_INTEGER, '90071992547409.91'],
    [4995n, '49.95'],
    [-7n, '-0.07'],
    [123456789012345678901234567890n, '1234567890123456789012345678.90'],
  ])('%s is %s', (fen, yuan) => {
    expect(fenToYuan(fen)).toBe(yuan);
  });

  it.each([49.95, 0.1, Number.NaN, Infinity, 2 ** 53, '4995', null, undefined, {}])(
    '%s is refused: it is no whole number of fen',
    (fen) => {
      expect(() => fenToYuan(fen as number)).toThrow(LianlianValidationError);
      expect(() => fenToYuan(fen as number)).toThrow('fen must be a whole number of fen');
    },
  );
});

describe('yuan to fen', () => {
  it.each([
    ['49.95', 4995],
    ['49.9500', 4995],
    ['49.9', 4990],
    ['100', 10000],
    ['1000.0', 100000],
    ['0', 0],
    ['0.01', 1],
    ['0.010000000000000000000000', 1],
    ['-0.01', -1],
    ['-12.3', -1230],
    ['-0.00', 0],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('%s is %s', (yuan, fen) => {
    expect(yuanToFen(yuan)).toBe(fen);
  });

  it.each([
    '49.951',
    '0.001',
    '',
    ' 1',
    '1 ',
    '1.',
    '.5',
    '+1',
    '1e3',
    '0x10',
    '1,000.00',
    '01',
    '１',
    '¥1',
    '--1',
    '1.2.3',
    '90071992547409.92',
    '49.95\n',
    'NaN',
  ])('%j is refused', (yuan) => {
    expect(() => yuanToFen(yuan)).toThrow(LianlianValidationError);
  });

  it.each([49.95, 100, 4995n])('the number %s is refused with a pointer to fenToYuan', (yuan) => {
    expect(() => yuanToFen(yuan as unknown as string)).toThrow(
      /must be decimal text in yuan such as '49.95', not a number: use fenToYuan/,
    );
  });
});

it('every amount survives the way there and back', () => {
  let state = 42;
  const random = (): number => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let round = 0; round < 20_000; round++) {
    const digits = Math.floor(random() * 16);
    const fen = Math.trunc(random() * 10 ** digits) * (random() < 0.2 ? -1 : 1) + 0;
    const yuan = fenToYuan(fen);
    expect(yuan).toMatch(/^-?\d+\.\d\d$/);
    expect(yuanToFen(yuan)).toBe(fen);
    expect(fenToYuan(BigInt(fen))).toBe(yuan);
    expect(yuanToFen(`${yuan}000`)).toBe(fen);
  }
});
