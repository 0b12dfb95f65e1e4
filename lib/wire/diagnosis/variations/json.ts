import { serialise, type JsonStyle } from '../json-styles.js';
import type { Entry } from '../recipe.js';
import { namesWhere, type Variation, writingValues } from '../variation.js';

/** Longer texts are no `risk_item`, and would take long to write in every style. */
const MAX_LENGTH = 16 * 1024;

type Way = readonly [how: string, write: (parsed: unknown, text: string) => string];

const SPACINGS: readonly (readonly [how: string, spacing: Pick<JsonStyle, 'comma' | 'colon' | 'indent'>])[] =
  [
    ['without blanks', { comma: ',', colon: ':' }],
    ["with ', ' and ': ' (as Python's json.dumps writes)", { comma: ', ', colon: ': ' }],
    ["with ': '", { comma: ',', colon: ': ' }],
    ["with ', '", { comma: ', ', colon: ':' }],
    ['indented by 2', { comma: ',', colon: ': ', indent: 2 }],
    ['indented by 4', { comma: ',', colon: ': ', indent: 4 }],
  ];
const ESCAPES: readonly (readonly [how: string, escapes: Pick<JsonStyle, 'unicode' | 'slashes' | 'html'>])[] =
  [
    ['', {}],
    [', Chinese as \\u escapes', { unicode: 'lower' }],
    [', Chinese as \\u escapes in capital letters', { unicode: 'upper' }],
    [', slashes as \\/', { slashes: true }],
    [
      ", Chinese as \\u escapes and slashes as \\/ (as PHP's json_encode writes)",
      { unicode: 'lower', slashes: true },
    ],
    [', <, > and & as \\u escapes (as Go writes)', { html: /[<>&]/g }],
    [", <, >, &, = and ' as \\u escapes (as Gson writes)", { html: /[<>&='’]/g }],
  ];
const SORTS: readonly (readonly [how: string, sorted: boolean])[] = [
  ['', false],
  [', members sorted by name', true],
];

const STYLES: readonly Way[] = SORTS.flatMap(([sortHow, sorted]) =>
  ESCAPES.flatMap(([escapeHow, escapes]) =>
    SPACINGS.map(([spaceHow, spacing]): Way => [
      `${spaceHow}${escapeHow}${sortHow}`,
      (parsed) => serialise(parsed, { ...spacing, ...escapes, sorted }),
    ]),
  ),
);

const OTHER_WAYS: readonly Way[] = [
  ['as a text within a text, with quotes and backslashes', (_, text) => JSON.stringify(text)],
  ['with its quotes escaped by backslashes', (_, text) => JSON.stringify(text).slice(1, -1)],
  ["as Java's Map.toString() writes", (parsed) => javaText(parsed)],
  [
    "as Python's str() writes",
    (parsed) => serialise(parsed, { comma: ', ', colon: ': ' }).replaceAll('"', "'"),
  ],
  ["as JavaScript's String() writes", (parsed) => objectText(parsed)],
  ['as PHP writes an array into a text', () => 'Array'],
];

/** JSON inside of a message, written once for the signature and differently for the message. */
export function jsonVariations(entries: readonly Entry[]): Variation[] {
  const parsed = new Map(
    namesWhere(entries, () => true).flatMap((name) => {
      const text = entries.find((entry) => entry.name === name)?.value ?? '';
      const value = jsonIn(text);
      return value === undefined ? [] : [[name, { text, value }] as const];
    }),
  );
  if (parsed.size === 0) return [];
  const fields = [...parsed.keys()];
  const seen = new Set([[...parsed.values()].map(({ text }) => text).join('\n')]);
  return [...STYLES, ...OTHER_WAYS].flatMap(([how, write]) => {
    const written = [...parsed.values()].map(({ text, value }) => write(value, text)).join('\n');
    if (seen.has(written)) return [];
    seen.add(written);
    return [
      writingValues({ cause: 're-serialised-json', how, fields }, (text, name) => {
        const value = parsed.has(name) ? jsonIn(text) : undefined;
        return value === undefined ? text : write(value, text);
      }),
    ];
  });
}

/** The object or list that a text is; undefined for anything else. */
function jsonIn(text: string): object | undefined {
  if (text.length > MAX_LENGTH || !/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    serialise(value, { comma: ',', colon: ':' });
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function objectText(value: unknown): string {
  return Array.isArray(value) ? value.map(objectText).join(',') : '[object Object]';
}

function javaText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}=${javaText(member)}`)
    .join(', ')}}`;
}
