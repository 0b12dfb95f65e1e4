import type { ComponentChildren } from 'preact';

/** Where more of a text differs than this, a mark would tell nothing. */
const MOST_MARKED = 0.7;

/** A text with the part marked in which it differs from another. */
export function marked(text: string, other: string): ComponentChildren {
  const mine = [...text];
  const theirs = [...other];
  const shorter = Math.min(mine.length, theirs.length);
  let start = 0;
  while (start < shorter && mine[start] === theirs[start]) start += 1;
  let end = 0;
  while (end < shorter - start && mine.at(-1 - end) === theirs.at(-1 - end)) end += 1;
  const differs = mine.slice(start, mine.length - end).join('');
  if (differs === '' || mine.length - end - start > mine.length * MOST_MARKED) return text;
  return (
    <>
      {mine.slice(0, start).join('')}
      <mark>{differs}</mark>
      {mine.slice(mine.length - end).join('')}
    </>
  );
}

/** What was changed in a message, field by field: `money_order: 49.95 → 49.96`. */
export function changesOf(before: string, after: string): readonly string[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  if (old === undefined || now === undefined) return [];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return names
    .filter((name) => old[name] !== now[name])
    .map((name) => `${name}: ${shown(old[name])} → ${shown(now[name])}`);
}

function fieldsOf(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function shown(value: unknown): string {
  const text = value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
