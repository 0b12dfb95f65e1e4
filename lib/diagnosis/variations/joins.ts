import { both, NO_WORDS, type Sentence } from '../signature-diagnosis.js';
import type { MessageEntry } from '../message-entries.js';
import { LIANLIAN_RECIPE, nameAndValue } from '../recipe.js';
import { joining, type Variation, writingValues } from '../variation.js';

type Join = (entries: readonly MessageEntry[]) => string;

const plain = LIANLIAN_RECIPE.join;
const quoted: Join = (entries) => entries.map(({ name, value }) => `${name}="${value ?? ''}"`).join('&');
const values: (separator: string) => Join = (separator) => (entries) =>
  entries.map(({ value }) => value ?? '').join(separator);

const JOINS: readonly (readonly [how: Sentence, join: Join])[] = [
  [
    both(
      "with a line break at the end (echo adds one: use printf '%s')",
      "末尾有换行（echo 会加换行，请用 printf '%s'）",
    ),
    (entries) => `${plain(entries)}\n`,
  ],
  [both('with a line break (CR LF) at the end', '末尾有换行（CR LF）'), (entries) => `${plain(entries)}\r\n`],
  [both('with & at the end', '末尾有 &'), (entries) => `${plain(entries)}&`],
  [both('with & at the beginning', '开头有 &'), (entries) => `&${plain(entries)}`],
  [both('with ? at the beginning', '开头有 ?'), (entries) => `?${plain(entries)}`],
  [both('with &key= at the end', '末尾有 &key='), (entries) => `${plain(entries)}&key=`],
  [both('with a blank at the end', '末尾有空格'), (entries) => `${plain(entries)} `],
  [both('with quotes around values', '值加了引号'), quoted],
  [
    both('with nothing between fields', '字段之间没有分隔符'),
    (entries) => entries.map(nameAndValue).join(''),
  ],
  [both('with commas between fields', '字段之间用逗号'), (entries) => entries.map(nameAndValue).join(',')],
  [
    both('with commas and blanks between fields', '字段之间用逗号和空格'),
    (entries) => entries.map(nameAndValue).join(', '),
  ],
  [
    both('with line breaks between fields', '字段之间用换行'),
    (entries) => entries.map(nameAndValue).join('\n'),
  ],
  [both('with | between fields', '字段之间用 |'), (entries) => entries.map(nameAndValue).join('|')],
  [
    both('with &amp; between fields', '字段之间用 &amp;'),
    (entries) => entries.map(nameAndValue).join('&amp;'),
  ],
  [
    both('with : between name and value', '名和值之间用冒号'),
    (entries) => entries.map((e) => `${e.name}:${e.value ?? ''}`).join('&'),
  ],
  [both('with values alone', '只有值'), values('')],
  [both('with values alone, & between them', '只有值，用 & 连接'), values('&')],
  [both('with values alone, commas between them', '只有值，用逗号连接'), values(',')],
  [both('in small letters', '全部小写'), (entries) => plain(entries).toLowerCase()],
  [both('in capital letters', '全部大写'), (entries) => plain(entries).toUpperCase()],
];

const URL_ENCODINGS: readonly (readonly [how: Sentence, encode: (text: string) => string])[] = [
  [both('as encodeURIComponent does', '按 encodeURIComponent 的写法'), encoded],
  [
    both('as forms are, a blank as +', '按表单的写法，空格为 +'),
    (text) => encoded(text).replace(/%20/g, '+'),
  ],
  [both('as PHP and RFC 3986 do', '按 PHP 和 RFC 3986 的写法'), (text) => strict(encoded(text))],
  [
    both('as Java does', '按 Java 的写法'),
    (text) => strict(encoded(text)).replace(/%20/g, '+').replace(/%2A/g, '*'),
  ],
  [
    both('with small letters', '用小写字母'),
    (text) => encoded(text).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  ],
];

/** Fields put together differently. */
export function joinVariations(): Variation[] {
  return [
    ...JOINS.map(([how, join]) => joining({ cause: 'joined-wrongly', how }, join)),
    ...URL_ENCODINGS.flatMap(([how, encode]) => [
      writingValues(
        { cause: 'url-encoded', how: both(`each value, ${how.en}`, `每个值，${how.zh}`) },
        encode,
      ),
      joining(
        { cause: 'url-encoded', how: both(`the whole text, ${how.en}`, `整段文本，${how.zh}`) },
        (entries) => encode(plain(entries)),
      ),
    ]),
    ...[undefined, 1, 2, 4].map((indent) =>
      joining({ cause: 'json-signed', how: indented(indent) }, (entries) =>
        JSON.stringify(Object.fromEntries(entries.map(({ name, value }) => [name, value])), null, indent),
      ),
    ),
  ];
}

function indented(indent: number | undefined): Sentence {
  if (indent === undefined) return NO_WORDS;
  return both(`with ${String(indent)} blanks of indent`, `，缩进 ${String(indent)} 个空格`);
}

/** Half a surrogate pair cannot be encoded: it is left as it is. */
function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}

function strict(text: string): string {
  return text.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
