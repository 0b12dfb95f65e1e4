import { both, type Sentence } from '../signature-diagnosis.js';
import type { MessageEntry } from '../message-entries.js';
import { urlDecoded } from '../signature-spellings.js';
import { namesWhere, type Variation, writingValues } from '../variation.js';

type Way = readonly [
  how: Sentence,
  isConcerned: (value: string, name: string) => boolean,
  write: (value: string) => string,
];

const DECIMAL = /^\d+(\.\d+)?$/;
const ADDRESS = /^\d{1,3}([._]\d{1,3}){3}$/;
const TIME = /^\d{14}$/;

const WAYS: readonly Way[] = [
  [both('with two decimals', '写成两位小数'), isAmount, (value) => Number(value).toFixed(2)],
  [
    both('as numbers, without trailing zeros', '写成数字，去掉末尾的零'),
    isAmount,
    (value) => String(Number(value)),
  ],
  [both('with one decimal', '写成一位小数'), isAmount, (value) => Number(value).toFixed(1)],
  [both('in fen', '以分为单位'), isAmount, (value) => String(Math.round(Number(value) * 100))],
  [both('with dots', '用点分隔'), (value) => ADDRESS.test(value), (value) => value.replaceAll('_', '.')],
  [
    both('with underscores', '用下划线分隔'),
    (value) => ADDRESS.test(value),
    (value) => value.replaceAll('.', '_'),
  ],
  [
    both('as yyyy-MM-dd HH:mm:ss', '写成 yyyy-MM-dd HH:mm:ss'),
    (value) => TIME.test(value),
    (value) => value.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3 $4:$5:$6'),
  ],
  [both('as yyyyMMdd', '写成 yyyyMMdd'), (value) => TIME.test(value), (value) => value.slice(0, 8)],
  [
    both('with &quot; and the like for special characters', '特殊字符写成 &quot; 之类的实体'),
    (value) => /[&<>"']/.test(value),
    htmlEscaped,
  ],
  [
    both('with &quot; for quotes', '引号写成 &quot;'),
    (value) => value.includes('"'),
    (value) => value.replaceAll('"', '&quot;'),
  ],
  [
    both('without the entities (&quot;) that were sent', '没有发送时的实体（&quot;）'),
    (value) => /&(quot|amp|lt|gt|#0?39);/.test(value),
    htmlUnescaped,
  ],
  [
    both('without backslashes', '去掉了反斜杠'),
    (value) => value.includes('\\'),
    (value) => value.replaceAll('\\', ''),
  ],
  [
    both('with backslashes before quotes', '引号前加了反斜杠'),
    (value) => value.includes('"'),
    (value) => value.replaceAll('"', '\\"'),
  ],
  [both('decoded from a URL', '做了 URL 解码'), (value) => /%[0-9A-Fa-f]{2}/.test(value), urlDecoded],
  [
    both('with + for blanks undone', '把 + 还原成了空格'),
    (value) => value.includes('+'),
    (value) => value.replaceAll('+', ' '),
  ],
];

/** Values that were signed in another form than the one that was sent. */
export function valueVariations(entries: readonly MessageEntry[]): Variation[] {
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
