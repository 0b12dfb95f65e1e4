import { h } from './dom.js';

/** Where more of a text differs than this, a mark would tell nothing. */
const MOST_MARKED = 0.7;

/**
 * A text with the part marked in which it differs from another.
 *
 * @param {string} text
 * @param {string} other
 */
export function marked(text, other) {
  const mine = [...text];
  const theirs = [...other];
  const shorter = Math.min(mine.length, theirs.length);
  let start = 0;
  while (start < shorter && mine[start] === theirs[start]) start += 1;
  let end = 0;
  while (end < shorter - start && mine.at(-1 - end) === theirs.at(-1 - end)) end += 1;
  const differs = mine.slice(start, mine.length - end).join('');
  if (mine.length - end - start > mine.length * MOST_MARKED) return [text];
  return [
    mine.slice(0, start).join(''),
    differs !== '' && h('mark', {}, differs),
    mine.slice(mine.length - end).join(''),
  ];
}

/**
 * What was changed in a message, field by field: `money_order: 49.95 → 49.96`.
 *
 * @param {string} before JSON
 * @param {string} after JSON
 * @returns {string[]}
 */
export function changesOf(before, after) {
  const [old, now] = [before, after].map(fieldsOf);
  if (old === undefined || now === undefined) return [];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return names
    .filter((name) => old[name] !== now[name])
    .map((name) => `${name}: ${shown(old[name])} → ${shown(now[name])}`);
}

/** @param {string} json @returns {Record<string, unknown> | undefined} */
function fieldsOf(json) {
  try {
    const value = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @param {unknown} value */
function shown(value) {
  const text = value === undefined ? '—' : String(value);
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
