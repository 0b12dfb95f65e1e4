import { KeyProblem } from './key-problem.js';
import { keyMessages, type KeyHalf } from './keys.messages.js';
import { assertNoEncodedText, assertNoOtherText, assertNoPath } from './other-keys.js';

/** The bytes of a key, and what its PEM lines call it: undefined for bare bytes. */
export interface KeyBytes {
  readonly label: string | undefined;
  readonly der: Buffer;
}

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/;
/** What begins every key in DER: a sequence that is longer than 127 bytes. */
const SEQUENCE = 0x30;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
/** A key file, of PEM or of bare base64. */
const KEY_FILE = /-----BEGIN |^MI[A-Za-z0-9+/]{30}/;
const QUOTED = /^(["'`])([\s\S]*)\1$/;

/** @throws KeyProblem */
export function keyBytesOf(input: string | Buffer, wanted: KeyHalf): KeyBytes {
  if (Buffer.isBuffer(input) && isDer(input)) return { label: undefined, der: input };
  const given = typeof input === 'string' ? input : textOf(input);
  const text = decodedFile(cleaned(given));
  const pem = PEM.exec(text);
  if (text.split('-----BEGIN ').length > 2) throw new KeyProblem(keyMessages.severalKeys());
  if (pem === null) {
    assertNoOtherText(text, wanted);
    // Before \n and \r become lines: C:\new\rsa holds both.
    assertNoPath(unquoted(given.trim()));
  }
  const [, label, body = text] = pem ?? [];
  // Headers of an encrypted PKCS#1 file stand before its body.
  if (body.includes('ENCRYPTED')) throw new KeyProblem(keyMessages.encrypted());
  const base64 = body.replace(/\s+/g, '');
  if (base64 === '' || !BASE64.test(base64)) throw new KeyProblem(keyMessages.notBase64());
  const der = Buffer.from(base64, 'base64');
  if (pem === null) assertNoEncodedText(cleaned(textOf(der)), wanted);
  return { label, der };
}

/** What a key file holds: text where it is text, in UTF-8 or UTF-16, and else the bytes. */
export function keyFileContents(bytes: Buffer): string | Buffer {
  return isDer(bytes) ? bytes : textOf(bytes);
}

/** Each PEM block of text that has several; else the very input. */
export function keysIn(input: string | Buffer): string | Buffer | readonly string[] {
  if (Buffer.isBuffer(input)) return input;
  const blocks = decodedFile(cleaned(input)).match(/-----BEGIN[\s\S]*?-----END [^-]+-----/g) ?? [];
  return blocks.length > 1 ? blocks : input;
}

function isDer(bytes: Buffer): boolean {
  return bytes[0] === SEQUENCE && ((bytes[1] ?? 0) > 0x7f || bytes.length === 2 + (bytes[1] ?? 0));
}

/** Windows writes UTF-16 with a byte order mark. */
function textOf(bytes: Buffer): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(utf16 ? 'utf16le' : 'utf8');
}

/** Without what shells, editors and files of settings put around a key. `trim` takes a byte order mark, too. */
function cleaned(text: string): string {
  return unquoted(text.replace(/\\+[rn]/g, '\n').trim());
}

function unquoted(text: string): string {
  return (QUOTED.exec(text)?.[2] ?? text).trim();
}

/** Many keep a whole key file as one line of base64. */
function decodedFile(text: string): string {
  const line = text.replace(/\s+/g, '');
  if (!BASE64.test(line)) return text;
  const decoded = cleaned(textOf(Buffer.from(line, 'base64')));
  return KEY_FILE.test(decoded) ? decoded : text;
}
