import { both, NO_WORDS, type Sentence } from '../signature-diagnosis.js';
import { serialize, type JsonStyle } from '../json-styles.js';
import type { MessageEntry } from '../message-entries.js';
import { namesWhere, type Variation, writingValues } from '../variation.js';

/** Longer texts are no `risk_item`, and would take long to write in every style. */
const MAX_LENGTH = 16 * 1024;

type Way = readonly [how: Sentence, write: (parsed: unknown, text: string) => string];

const SPACINGS: readonly (readonly [
  how: Sentence,
  spacing: Pick<JsonStyle, 'comma' | 'colon' | 'indent'>,
])[] = [
  [both('without blanks', '不带空格'), { comma: ',', colon: ':' }],
  [
    both("with ', ' and ': ' (as Python's json.dumps writes)", "用 ', ' 和 ': '（Python 的 json.dumps）"),
    { comma: ', ', colon: ': ' },
  ],
  [both("with ': '", "用 ': '"), { comma: ',', colon: ': ' }],
  [both("with ', '", "用 ', '"), { comma: ', ', colon: ':' }],
  [both('indented by 2', '缩进 2 格'), { comma: ',', colon: ': ', indent: 2 }],
  [both('indented by 4', '缩进 4 格'), { comma: ',', colon: ': ', indent: 4 }],
];
const ESCAPES: readonly (readonly [
  how: Sentence,
  escapes: Pick<JsonStyle, 'unicode' | 'slashes' | 'html'>,
])[] = [
  [NO_WORDS, {}],
  [both(', Chinese as \\u escapes', '，中文写成 \\u 转义'), { unicode: 'lower' }],
  [both(', Chinese as \\u escapes in capital letters', '，中文写成大写的 \\u 转义'), { unicode: 'upper' }],
  [both(', slashes as \\/', '，斜杠写成 \\/'), { slashes: true }],
  [
    both(
      ", Chinese as \\u escapes and slashes as \\/ (as PHP's json_encode writes)",
      '，中文写成 \\u 转义，斜杠写成 \\/（PHP 的 json_encode）',
    ),
    { unicode: 'lower', slashes: true },
  ],
  [both(', <, > and & as \\u escapes (as Go writes)', '，<、>、& 写成 \\u 转义（Go）'), { html: /[<>&]/g }],
  [
    both(", <, >, &, = and ' as \\u escapes (as Gson writes)", "，<、>、&、=、' 写成 \\u 转义（Gson）"),
    { html: /[<>&='’]/g },
  ],
];
const SORTS: readonly (readonly [how: Sentence, sorted: boolean])[] = [
  [NO_WORDS, false],
  [both(', members sorted by name', '，成员按名称排序'), true],
];

const STYLES: readonly Way[] = SORTS.flatMap(([sortHow, sorted]) =>
  ESCAPES.flatMap(([escapeHow, escapes]) =>
    SPACINGS.map(([spaceHow, spacing]): Way => [
      both(spaceHow.en + escapeHow.en + sortHow.en, spaceHow.zh + escapeHow.zh + sortHow.zh),
      (parsed) => serialize(parsed, { ...spacing, ...escapes, sorted }),
    ]),
  ),
);

const OTHER_WAYS: readonly Way[] = [
  [
    both('as a text within a text, with quotes and backslashes', '写成文本里的文本，带引号和反斜杠'),
    (_, text) => JSON.stringify(text),
  ],
  [
    both('with its quotes escaped by backslashes', '引号前加了反斜杠'),
    (_, text) => JSON.stringify(text).slice(1, -1),
  ],
  [both("as Java's Map.toString() writes", '按 Java 的 Map.toString() 的写法'), (parsed) => javaText(parsed)],
  [
    both("as Python's str() writes", '按 Python 的 str() 的写法'),
    (parsed) => serialize(parsed, { comma: ', ', colon: ': ' }).replaceAll('"', "'"),
  ],
  [
    both("as JavaScript's String() writes", '按 JavaScript 的 String() 的写法'),
    (parsed) => objectText(parsed),
  ],
  [both('as PHP writes an array into a text', '按 PHP 把数组写成文本的结果'), () => 'Array'],
];

/** JSON inside of a message, written once for the signature and differently for the message. */
export function jsonVariations(entries: readonly MessageEntry[]): Variation[] {
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
      writingValues({ cause: 're-serialized-json', how, fields }, (text, name) => {
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
    serialize(value, { comma: ',', colon: ':' });
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
