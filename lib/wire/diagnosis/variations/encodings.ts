import { createHash } from 'node:crypto';

import { gbkBytes, readAsGbk } from '../gbk.js';
import type { Entry } from '../recipe.js';
import { encoding, namesWhere, type Variation } from '../variation.js';

const BEYOND_ASCII = /[^\0-\x7f]/;

/** What a step between makes of the bytes of a text. */
type Misreading = readonly [how: string, read: (source: string) => string];

const DOUBLE: readonly Misreading[] = [
  ['its UTF-8 bytes were read as ISO-8859-1 and encoded once more', asLatin1],
  ['its UTF-8 bytes were read as Windows-1252 and encoded once more', asWindows1252],
  ['its UTF-8 bytes were read as GBK and encoded once more', (source) => readAsGbk(utf8(source))],
  ['its UTF-8 bytes were read as ISO-8859-1 twice', (source) => asLatin1(asLatin1(source))],
  ['the message itself was sent encoded twice, and signed encoded once', fromLatin1],
  [
    'the message itself was sent encoded twice (by way of Windows-1252), and signed encoded once',
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
export function encodingVariations(entries: readonly Entry[]): Variation[] {
  const fields = namesWhere(entries, (value) => BEYOND_ASCII.test(value));
  return [
    ...(fields.length === 0 ? [] : beyondAscii(fields)),
    encoding({ cause: 'other-encoding', how: 'UTF-16', combines: false }, (text) =>
      Buffer.from(text, 'utf16le'),
    ),
    encoding({ cause: 'other-encoding', how: 'UTF-8 with a byte order mark', combines: false }, (text) =>
      utf8(`\ufeff${text}`),
    ),
    ...prehashed(),
  ];
}

function beyondAscii(fields: readonly string[]): Variation[] {
  return [
    ...DOUBLE.map(([how, read]) =>
      encoding({ cause: 'double-encoded-utf8', how, fields }, (source) => utf8(read(source)), read),
    ),
    encoding({ cause: 'other-encoding', how: 'GBK', fields }, gbkBytes),
    encoding({ cause: 'other-encoding', how: 'ISO-8859-1, with ? for Chinese', fields }, (source) =>
      Buffer.from(source.replace(/[^\0-\xff]/g, '?'), 'latin1'),
    ),
    encoding({ cause: 'other-encoding', how: 'ASCII, with ? for Chinese', fields }, (source) =>
      Buffer.from(source.replace(/[^\0-\x7f]/gu, '?'), 'latin1'),
    ),
    encoding(
      { cause: 'other-encoding', how: 'the lower bytes of UTF-16', fields, combines: false },
      (source) => Buffer.from(source, 'latin1'),
    ),
    encoding({ cause: 'other-encoding', how: 'UTF-8 in composed characters (NFC)', fields }, (source) =>
      utf8(source.normalize('NFC')),
    ),
    encoding({ cause: 'other-encoding', how: 'UTF-8 in decomposed characters (NFD)', fields }, (source) =>
      utf8(source.normalize('NFD')),
    ),
  ];
}

/** The source's digest was signed in place of the source. */
function prehashed(): Variation[] {
  return ['md5', 'sha256', 'sha1'].flatMap((digest) => {
    const of = (source: string): Buffer => createHash(digest).update(source, 'utf8').digest();
    const about = (how: string) =>
      ({ cause: 'hashed-twice', how: `${digest.toUpperCase()} ${how}` }) as const;
    return [
      encoding(about('in hexadecimal'), (source) => utf8(of(source).toString('hex'))),
      encoding(about('in hexadecimal, capital letters'), (source) =>
        utf8(of(source).toString('hex').toUpperCase()),
      ),
      encoding(about('as bytes'), of),
      encoding(about('in base64'), (source) => utf8(of(source).toString('base64'))),
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
