import { printableLines } from '../../common/printable.js';
import type { AttackRowView, AttackView } from '../contract.js';

/** A scorecard as JUnit's XML, which CI systems show. What did not hold is a failure. In English. */
export function junitOf({ url, no_order, startedAt, rows, held }: AttackView): string {
  const seconds = (row: AttackRowView): number =>
    row.answers.reduce((sum, { tookMs }) => sum + tookMs, 0) / 1000;
  const all = rows.reduce((sum, row) => sum + seconds(row), 0);
  const counts = `tests="${String(rows.length)}" failures="${String(rows.length - held)}" errors="0" skipped="0"`;
  const cases = rows.map((row) => {
    const name = `    <testcase classname="LianLian notifications" name="${xml(row.title.en)}" time="${seconds(row).toFixed(3)}"`;
    const remark = row.remark === undefined ? [] : [`      <system-out>${xml(row.remark.en)}</system-out>`];
    if (row.verdict === 'held' && remark.length === 0) return `${name}/>`;
    const failure = `      <failure type="${row.verdict}" message="${xml(row.said.en)}">${xml(row.advice?.en ?? '')}</failure>`;
    const parts = row.verdict === 'held' ? remark : [failure, ...remark];
    return [`${name}>`, ...parts, '    </testcase>'].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts} time="${all.toFixed(3)}">`,
    `  <testsuite name="${xml(`attacks on ${url} with the order ${no_order}`)}" timestamp="${startedAt.slice(0, 19)}" ${counts} time="${all.toFixed(3)}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** Text in XML: control characters are none of it, whatever a response holds. */
function xml(text: string): string {
  return printableLines(text).replace(/[&<>"\n]/g, (character) => ENTITIES[character] ?? character);
}
