import { createHash } from 'node:crypto';

import { both, type Sentence } from '../signature-diagnosis.js';
import { gbkBytes, readAsGbk } from '../gbk.js';
import type { MessageEntry } from '../message-entries.js';
import { encoding, namesWhere, type Variation } from '../variation.js';

const BEYOND_ASCII = /[^\0-\x7f]/;

/** How a step between two programs misreads the bytes of a text. */
type Misreading = readonly [how: Sentence, read: (source: string) => string];

const DOUBLE: readonly Misreading[] = [
  [
    both(
      'its UTF-8 bytes were read as ISO-8859-1 and encoded once more',
      'UTF-8 字节被当作 ISO-8859-1 读取，又编码一次',
    ),
    asLatin1,
  ],
  [
    both(
      'its UTF-8 bytes were read as Windows-1252 and encoded once more',
      'UTF-8 字节被当作 Windows-1252 读取，又编码一次',
    ),
    asWindows1252,
  ],
  [
    both('its UTF-8 bytes were read as GBK and encoded once more', 'UTF-8 字节被当作 GBK 读取，又编码一次'),
    (source) => readAsGbk(utf8(source)),
  ],
  [
    both('its UTF-8 bytes were read as ISO-8859-1 twice', 'UTF-8 字节两次被当作 ISO-8859-1 读取'),
    (source) => asLatin1(asLatin1(source)),
  ],
  [
    both(
      'the message itself was sent encoded twice, and signed encoded once',
      '报文发送时编码了两次，签名时只编码一次',
    ),
    fromLatin1,
  ],
  [
    both(
      'the message itself was sent encoded twice (by way of Windows-1252), and signed encoded once',
      '报文发送时编码了两次（经 Windows-1252），签名时只编码一次',
    ),
    fromWindows1252,
  ],
];

/** The characters that Windows-1252 has in the place of control characters, and those. */
const WINDOWS_1252: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 32 }, (_, index) => 0x80 + index).map((byte) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(byte)),
    String.fromCharCode(byte),
  ]),
);

/** A source in other bytes than UTF-8. */
export function encodingVariations(entries: readonly MessageEntry[]): Variation[] {
  const fields = namesWhere(entries, (value) => BEYOND_ASCII.test(value));
  return [
    ...(fields.length === 0 ? [] : beyondAscii(fields)),
    encoding({ cause: 'other-encoding', how: both('UTF-16', 'UTF-16'), combines: false }, (text) =>
      Buffer.from(text, 'utf16le'),
    ),
    encoding(
      {
        cause: 'other-encoding',
        how: both('UTF-8 with a byte order mark', '带 BOM 的 UTF-8'),
        combines: false,
      },
      (text) => utf8(`\ufeff${text}`),
    ),
    ...prehashed(),
  ];
}

function beyondAscii(fields: readonly string[]): Variation[] {
  return [
    ...DOUBLE.map(([how, read]) =>
      encoding({ cause: 'double-encoded-utf8', how, fields }, (source) => utf8(read(source)), read),
    ),
    encoding({ cause: 'other-encoding', how: both('GBK', 'GBK'), fields }, gbkBytes),
    encoding(
      {
        cause: 'other-encoding',
        how: both('ISO-8859-1, with ? for Chinese', 'ISO-8859-1，中文变成 ?'),
        fields,
      },
      (source) => Buffer.from(source.replace(/[^\0-\xff]/g, '?'), 'latin1'),
    ),
    encoding(
      { cause: 'other-encoding', how: both('ASCII, with ? for Chinese', 'ASCII，中文变成 ?'), fields },
      (source) => Buffer.from(source.replace(/[^\0-\x7f]/gu, '?'), 'latin1'),
    ),
    encoding(
      {
        cause: 'other-encoding',
        how: both('the lower bytes of UTF-16', 'UTF-16 的低位字节'),
        fields,
        combines: false,
      },
      (source) => Buffer.from(source, 'latin1'),
    ),
    encoding(
      {
        cause: 'other-encoding',
        how: both('UTF-8 in composed characters (NFC)', '组合字符（NFC）的 UTF-8'),
        fields,
      },
      (source) => utf8(source.normalize('NFC')),
    ),
    encoding(
      {
        cause: 'other-encoding',
        how: both('UTF-8 in decomposed characters (NFD)', '分解字符（NFD）的 UTF-8'),
        fields,
      },
      (source) => utf8(source.normalize('NFD')),
    ),
  ];
}

/** The source's digest was signed in place of the source. */
function prehashed(): Variation[] {
  return ['md5', 'sha256', 'sha1'].flatMap((digest) => {
    const of = (source: string): Buffer => createHash(digest).update(source, 'utf8').digest();
    const about = (en: string, zh: string) => {
      const name = digest.toUpperCase();
      return { cause: 'hashed-twice', how: both(`${name} ${en}`, `${name} ${zh}`) } as const;
    };
    return [
      encoding(about('in hexadecimal', '的十六进制文本'), (source) => utf8(of(source).toString('hex'))),
      encoding(about('in hexadecimal, capital letters', '的大写十六进制文本'), (source) =>
        utf8(of(source).toString('hex').toUpperCase()),
      ),
      encoding(about('as bytes', '的字节'), of),
      encoding(about('in base64', '的 base64'), (source) => utf8(of(source).toString('base64'))),
    ];
  });
}

function utf8(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}

function asLatin1(source: string): string {
  return utf8(source).toString('latin1');
}

function asWindows1252(source: string): string {
  return new TextDecoder('windows-1252').decode(utf8(source));
}

function fromLatin1(source: string): string {
  return Buffer.from(source, 'latin1').toString('utf8');
}

function fromWindows1252(source: string): string {
  return fromLatin1(source.replace(/[^\0-\xff]/g, (char) => WINDOWS_1252.get(char) ?? char));
}
