// Reads single lines of growing length, of the kinds that once took more than their length.
import 'reflect-metadata';

import { ReportService } from '../../dist/index.js';
import { median } from '../support/rounds.mjs';

const LENGTHS = [1_000, 10_000, 100_000, 1_000_000];
const START = 'order-1,201403251000001147,20140528 16:35:56';
const LINES = {
  'empty cells, and no row': (length) => START.padEnd(length, ','),
  'commas alone': (length) => ','.repeat(length),
  'a text of commas': (length) =>
    `${START},101001,1,20140528,1,0,0,20140528 16:35:56,0.5,WEB,card,x`.padEnd(length, ','),
};

/** The tables: the median time of a line by its length, and beside it the time of a character to that of the shortest. */
export async function lineLengths() {
  const reports = new ReportService();
  const tables = [];
  for (const [title, line] of Object.entries(LINES)) {
    const rows = [];
    let first;
    for (const length of LENGTHS) {
      const us = await medianUs(reports, Buffer.from(line(length)));
      const perCharacter = us / length;
      first ??= perCharacter;
      rows.push({
        name: `${length.toLocaleString('en')} characters`,
        figure: `${us.toFixed(0)} µs`,
        ratio: perCharacter / first,
      });
    }
    tables.push({ title: `A line of ${title}: time, and that of a character`, rows });
  }
  return tables;
}

async function medianUs(reports, bytes) {
  const times = [];
  const rounds = Math.min(2_000, Math.max(41, 5_000_000 / bytes.length));
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    const options = { maxLineBytes: bytes.length + 1, onBadLine: () => undefined };
    for await (const row of reports.read(bytes, options)) if (row.line !== 1) throw new Error('another line');
    times.push((performance.now() - start) * 1000);
  }
  return median(times);
}
