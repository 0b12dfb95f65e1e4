import type { Entry } from '../recipe.js';
import { namesWhere, type Variation, writingValues } from '../variation.js';

type Way = readonly [
  how: string,
  isConcerned: (value: string, name: string) => boolean,
  write: (value: string) => string,
];

const DECIMAL = /^\d+(\.\d+)?$/;
const ADDRESS = /^\d{1,3}([._]\d{1,3}){3}$/;
const TIME = /^\d{14}$/;

const WAYS: readonly Way[] = [
  ['with two decimals', isAmount, (value) => Number(value).toFixed(2)],
  ['as numbers, without trailing zeros', isAmount, (value) => String(Number(value))],
  ['with one decimal', isAmount, (value) => Number(value).toFixed(1)],
  ['in fen', isAmount, (value) => String(Math.round(Number(value) * 100))],
  ['with dots', (value) => ADDRESS.test(value), (value) => value.replaceAll('_', '.')],
  ['with underscores', (value) => ADDRESS.test(value), (value) => value.replaceAll('.', '_')],
  [
    'as yyyy-MM-dd HH:mm:ss',
    (value) => TIME.test(value),
    (value) => value.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3 $4:$5:$6'),
  ],
  ['as yyyyMMdd', (value) => TIME.test(value), (value) => value.slice(0, 8)],
  ['with &quot; and the like for special characters', (value) => /[&<>"']/.test(value), htmlEscaped],
  ['with &quot; for quotes', (value) => value.includes('"'), (value) => value.replaceAll('"', '&quot;')],
  [
    'without the entities (&quot;) that were sent',
    (value) => /&(quot|amp|lt|gt|#0?39);/.test(value),
    htmlUnescaped,
  ],
  ['without backslashes', (value) => value.includes('\\'), (value) => value.replaceAll('\\', '')],
  ['with backslashes before quotes', (value) => value.includes('"'), (value) => value.replaceAll('"', '\\"')],
  ['decoded from a URL', (value) => /%[0-9A-Fa-f]{2}/.test(value), urlDecoded],
  ['with + for blanks undone', (value) => value.includes('+'), (value) => value.replaceAll('+', ' ')],
];

/** Values that were signed in another form than the one that was sent. */
export function valueVariations(entries: readonly Entry[]): Variation[] {
  return WAYS.flatMap(([how, isConcerned, write]) => {
    const fields = namesWhere(entries, isConcerned);
    if (fields.length === 0) return [];
    return [
      writingValues({ cause: 'value-written-otherwise', how, fields }, (value, name) =>
        isConcerned(value, name) ? write(value) : value,
      ),
    ];
  });
}

function isAmount(value: string, name: string): boolean {
  return /money|amount|amt|fee/.test(name) && DECIMAL.test(value) && value.length < 15;
}

function htmlEscaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function htmlUnescaped(value: string): string {
  return value
    .replace(/&#0?39;/g, "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
}

function urlDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
