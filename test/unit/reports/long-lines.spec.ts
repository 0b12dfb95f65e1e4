import { LianlianReportError, type ReportRow, ReportService } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

import { commaFields } from '../../../lib/reports/comma-edition.js';
import { all, commaRow, PIPE_HEADER, pipeRow } from './samples.js';

const reports = new ReportService();

async function read(text: string): Promise<{ rows: ReportRow[]; bad: (number | undefined)[] }> {
  const bad: (number | undefined)[] = [];
  const rows = await all(
    reports.read(Buffer.from(text), {
      maxLineBytes: 10_000_000,
      onBadLine: ({ line }) => void bad.push(line),
    }),
  );
  return { rows, bad };
}

/** Cells of a tidy row with `count` empty ones before the column. */
function withEmptyCells(column: number, count: number): string {
  return commaRow()
    .split(',')
    .toSpliced(column, 0, ','.repeat(count - 1))
    .join(',');
}

// With a step for every way in which empty cells can be placed, none of these would end within a day.
describe('a line of the edition without a header', () => {
  const COLUMNS = Array.from({ length: 13 }, (_, column) => column);

  it.each(COLUMNS)('may have 200,000 empty cells before column %i', async (column) => {
    const { rows, bad } = await read(withEmptyCells(column, 200_000));
    expect(bad).toEqual([]);
    expect(rows).toMatchObject([{ no_order: 'order-1', amountFen: 10_000, feeFen: 50, info_order: '充值' }]);
  });

  it('may have empty cells before every column', async () => {
    const cells = commaRow().split(',');
    const { rows, bad } = await read(cells.map((cell) => `${','.repeat(70_000)}${cell}`).join(','));
    expect(bad).toEqual([]);
    expect(rows).toMatchObject([{ no_order: 'order-1', amountFen: 10_000, feeFen: 50 }]);
  });

  it.each(COLUMNS)(
    'is one bad line where it ends in 200,000 empty cells from column %i on',
    async (column) => {
      const cut = `${commaRow().split(',').slice(0, column).join(',')}${','.repeat(200_000)}`;
      const { rows, bad } = await read([commaRow(), cut, commaRow()].join('\n'));
      // With all but product and method, it is a row with a text of commas.
      const isRow = column > 9;
      expect(rows.map(({ line }) => line)).toEqual(isRow ? [1, 2, 3] : [1, 3]);
      expect(bad).toEqual(isRow ? [] : [2]);
    },
  );

  it('is one bad line where it is 1,000,000 commas', async () => {
    const { rows, bad } = await read([commaRow(), ','.repeat(1_000_000), commaRow()].join('\n'));
    expect(rows.map(({ line }) => line)).toEqual([1, 3]);
    expect(bad).toEqual([2]);
  });

  it('may have a text of 1,000,000 commas, or of 1,000,000 characters', async () => {
    for (const info of [`a${','.repeat(1_000_000)}b`, '羽'.repeat(1_000_000)]) {
      const { rows } = await read(commaRow({ info }));
      expect(rows.map(({ info_order }) => info_order === info)).toEqual([true]);
    }
  });

  it.each([
    ['digits', '1'.repeat(1_000_000)],
    ['spaces within', `1${' '.repeat(1_000_000)}1`],
    ['decimals', `0.${'0'.repeat(1_000_000)}`],
    ['points', '.'.repeat(1_000_000)],
  ])('is read once where a cell has 1,000,000 %s', async (_, cell) => {
    const columns = commaRow().split(',').length;
    const lines = Array.from({ length: columns }, (__, column) =>
      commaRow().split(',').toSpliced(column, 1, cell).join(','),
    );
    const { rows, bad } = await read(lines.join('\n'));
    expect(rows.length + bad.length).toBe(columns);
  });

  it('has each cell looked at once for each column, at most twice over', () => {
    for (const count of [1_000, 20_000]) {
      const looks = looksAt(`order-1,201403251000001147,20140528 16:35:56${','.repeat(count)}`);
      expect(looks / count).toBeLessThanOrEqual(2 * 13);
    }
  });
});

/** How often an empty cell is compared with what a column takes. */
function looksAt(line: string): number {
  const original = RegExp.prototype.test;
  let looks = 0;
  RegExp.prototype.test = function (text) {
    looks += 1;
    return original.call(this, text);
  };
  try {
    commaFields(line, 1);
  } catch (error) {
    if (!(error instanceof LianlianReportError)) throw error;
  } finally {
    RegExp.prototype.test = original;
  }
  return looks;
}

describe('a line of the edition with a header', () => {
  it('may have a text of 1,000,000 separators', async () => {
    const { rows, bad } = await read(
      `${PIPE_HEADER}\n${pipeRow({ info_order: `a${'|'.repeat(1_000_000)}b` })}`,
    );
    expect(bad).toEqual([]);
    expect(rows[0]?.info_order).toHaveLength(1_000_002);
  });

  it('is one bad line where it is 1,000,000 separators', async () => {
    const { rows, bad } = await read(`${PIPE_HEADER}\n${'|'.repeat(1_000_000)}\n${pipeRow()}`);
    expect(rows.map(({ line }) => line)).toEqual([3]);
    expect(bad).toEqual([2]);
  });

  it('may be a header of 200,000 columns', async () => {
    const more = ' | x'.repeat(200_000);
    const { rows, bad } = await read(`${PIPE_HEADER}${more}\n${pipeRow()}${more}\n${pipeRow()}`);
    expect(rows).toMatchObject([{ line: 2, info_order: '羽毛球' }]);
    expect(bad).toEqual([3]);
  });
});
