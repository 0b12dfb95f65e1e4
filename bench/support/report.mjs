// What a measurement hands back, and how it is shown.
import { medianOf, ratioOf } from './rounds.mjs';

/**
 * @typedef {object} Row one contestant
 * @property {string} name
 * @property {string} figure with its unit
 * @property {number} [ratio] to the raw limit
 *
 * @typedef {object} Target
 * @property {string} what
 * @property {number} value
 * @property {number} limit
 * @property {'at most' | 'at least'} bound
 * @property {string} [unit]
 *
 * @typedef {object} Table
 * @property {string} title
 * @property {readonly Row[]} rows
 * @property {readonly Target[]} [targets]
 * @property {readonly string[]} [notes]
 * @property {import('./curve.mjs').Curve} [curve]
 */

/** @param {Target} target */
export function isMet({ value, limit, bound }) {
  return bound === 'at most' ? value <= limit : value >= limit;
}

/** @param {Table} table */
export function show({ title, rows, targets = [], notes = [] }) {
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  const figures = Math.max(0, ...rows.map(({ figure }) => figure.length));
  const lines = rows.map(
    ({ name, figure, ratio }) =>
      `  ${name.padEnd(width)}  ${figure.padStart(figures)}${ratio === undefined ? '' : `  ${ratio.toFixed(2)}×`}`,
  );
  return [title, ...lines, ...notes.map((note) => `  (${note})`), ...targets.map(showTarget), ''].join('\n');
}

/** @param {Target} target */
export function showTarget(target) {
  const { what, value, limit, bound } = target;
  const verdict = isMet(target) ? 'met   ' : 'MISSED';
  return `  ${verdict}  ${what}: ${amount(value, target)}, target ${bound} ${amount(limit, target)}`;
}

function amount(value, { unit = '×' }) {
  return `${value.toFixed(2)}${unit === '×' ? '×' : ` ${unit}`}`;
}

/** The row of a contestant in rounds. */
export function rowOf(result, raw) {
  const [cpu, wall] = ['cpuUs', 'wallUs'].map((figure) => microseconds(medianOf(result, figure)));
  return { name: result.name, figure: `${cpu} (${wall} by the clock)`, ratio: ratioOf(result, raw) };
}

/** @param {number} us */
export function microseconds(us) {
  return us < 10 ? `${us.toFixed(2)} µs` : `${us.toFixed(1)} µs`;
}
