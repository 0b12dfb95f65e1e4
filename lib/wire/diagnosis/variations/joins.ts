import { type Entry, pair, RIGHT } from '../recipe.js';
import { joining, type Variation, writingValues } from '../variation.js';

type Join = (entries: readonly Entry[]) => string;

const plain = RIGHT.join;
const quoted: Join = (entries) => entries.map(({ name, value }) => `${name}="${value ?? ''}"`).join('&');
const values: (separator: string) => Join = (separator) => (entries) =>
  entries.map(({ value }) => value ?? '').join(separator);

const JOINS: readonly (readonly [how: string, join: Join])[] = [
  ["with a line break at the end (echo adds one: use printf '%s')", (entries) => `${plain(entries)}\n`],
  ['with a line break (CR LF) at the end', (entries) => `${plain(entries)}\r\n`],
  ['with & at the end', (entries) => `${plain(entries)}&`],
  ['with & at the beginning', (entries) => `&${plain(entries)}`],
  ['with ? at the beginning', (entries) => `?${plain(entries)}`],
  ['with &key= at the end', (entries) => `${plain(entries)}&key=`],
  ['with a blank at the end', (entries) => `${plain(entries)} `],
  ['with quotes around values', quoted],
  ['with nothing between fields', (entries) => entries.map(pair).join('')],
  ['with commas between fields', (entries) => entries.map(pair).join(',')],
  ['with commas and blanks between fields', (entries) => entries.map(pair).join(', ')],
  ['with line breaks between fields', (entries) => entries.map(pair).join('\n')],
  ['with | between fields', (entries) => entries.map(pair).join('|')],
  ['with &amp; between fields', (entries) => entries.map(pair).join('&amp;')],
  ['with : between name and value', (entries) => entries.map((e) => `${e.name}:${e.value ?? ''}`).join('&')],
  ['with values alone', values('')],
  ['with values alone, & between them', values('&')],
  ['with values alone, commas between them', values(',')],
  ['in small letters', (entries) => plain(entries).toLowerCase()],
  ['in capital letters', (entries) => plain(entries).toUpperCase()],
];

const URL_ENCODINGS: readonly (readonly [how: string, encode: (text: string) => string])[] = [
  ['as encodeURIComponent does', encoded],
  ['as forms are, a blank as +', (text) => encoded(text).replace(/%20/g, '+')],
  ['as PHP and RFC 3986 do', (text) => strict(encoded(text))],
  ['as Java does', (text) => strict(encoded(text)).replace(/%20/g, '+').replace(/%2A/g, '*')],
  ['with small letters', (text) => encoded(text).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())],
];

/** Fields put together differently. */
export function joinVariations(): Variation[] {
  return [
    ...JOINS.map(([how, join]) => joining({ cause: 'joined-wrongly', how }, join)),
    ...URL_ENCODINGS.flatMap(([how, encode]) => [
      writingValues({ cause: 'url-encoded', how: `each value, ${how}` }, encode),
      joining({ cause: 'url-encoded', how: `the whole text, ${how}` }, (entries) => encode(plain(entries))),
    ]),
    ...[undefined, 1, 2, 4].map((indent) =>
      joining(
        { cause: 'json-signed', how: indent === undefined ? '' : `with ${String(indent)} blanks of indent` },
        (entries) =>
          JSON.stringify(Object.fromEntries(entries.map(({ name, value }) => [name, value])), null, indent),
      ),
    ),
  ];
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
