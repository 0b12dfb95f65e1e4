import { recordWithoutPrototype, isPlainObject } from '../../common/objects/record-without-prototype.js';
import { parseRawJsonObject, type RawJsonObject } from '../../wire/raw-json.js';
import { malformedMessages, type MalformedReason } from './malformed.messages.js';

/** Why a body is not a message. */
export class MalformedMessage extends Error {
  readonly why: MalformedReason;

  constructor(why: string | MalformedReason) {
    const known = typeof why === 'string' ? malformedMessages.other(why) : why;
    super(known.reason);
    this.why = known;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** No message is nested deeper, and a deeper one could overflow the stack of the code that serializes it. */
const MAX_NESTING = 32;

/**
 * Reads a message from its bytes: a JSON object, or a form. What it is shows in the bytes; the content type
 * is not relied on, because senders get it wrong.
 *
 * @throws MalformedMessage
 */
export function parseBytes(bytes: Uint8Array): RawJsonObject {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new MalformedMessage(malformedMessages.notUtf8(isGbk(bytes)));
  }
  return parseText(text);
}

/** Whether bytes that are no UTF-8 may be what Chinese systems write instead. */
function isGbk(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('gbk', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** @throws MalformedMessage */
export function parseText(text: string): RawJsonObject {
  const trimmed = text.trim();
  if (trimmed === '') throw new MalformedMessage(malformedMessages.empty());
  return trimmed.startsWith('{') ? parseJson(trimmed) : parseForm(trimmed);
}

/** LianLian's longest message has some forty fields. The work on a message grows with them, and anybody can post one. */
const MAX_FIELDS = 256;

/** @throws MalformedMessage */
export function parseJson(text: string): RawJsonObject {
  let message: RawJsonObject;
  try {
    message = parseRawJsonObject(text);
  } catch {
    throw new MalformedMessage('not a JSON object with distinct names');
  }
  checkCount(Object.keys(message.values).length);
  for (const name in message.values) checkNesting(message.values[name]);
  checkText(text);
  // An escape may stand for what the text itself does not hold.
  if (text.includes('\\u')) Object.values(message.texts).forEach(checkText);
  return message;
}

/** @throws MalformedMessage */
function parseForm(text: string): RawJsonObject {
  if (!text.includes('=')) throw new MalformedMessage('neither JSON nor a form');
  return fromEntries(new URLSearchParams(text));
}

/**
 * Reads a message from a body that another parser has read already.
 *
 * @throws MalformedMessage for anything but an object of texts; a form's lists and nested fields are refused
 */
export function parseObject(body: object, isForm: boolean): RawJsonObject {
  if (!isPlainObject(body)) throw new MalformedMessage('not a plain object');
  const entries = Object.entries(body);
  if (entries.length === 0) throw new MalformedMessage('empty');
  if (isForm && entries.some(([, value]) => typeof value !== 'string')) {
    throw new MalformedMessage('a form field occurs twice or is nested');
  }
  return fromEntries(entries);
}

function fromEntries(entries: Iterable<readonly [string, unknown]>): RawJsonObject {
  const values = recordWithoutPrototype<unknown>();
  const texts = recordWithoutPrototype<string>();
  let count = 0;
  for (const [name, value] of entries) {
    checkCount(++count);
    if (name === '__proto__') throw new MalformedMessage('a field is named __proto__');
    if (name in values) throw new MalformedMessage('a field occurs twice');
    checkNesting(value);
    values[name] = value;
    if (value !== null && value !== undefined) {
      texts[name] = textOf(value);
    }
  }
  Object.values(texts).forEach(checkText);
  return { values, texts };
}

/** A value as it is signed. Some parsers make a BigInt of a long number. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    throw new MalformedMessage('a field holds what JSON cannot');
  }
}

function checkCount(fields: number): void {
  if (fields > MAX_FIELDS) throw new MalformedMessage(`more than ${String(MAX_FIELDS)} fields`);
}

/** Half a surrogate pair becomes another character in UTF-8, so it would pass for a value that was signed. */
function checkText(text: string): void {
  if (!text.isWellFormed()) throw new MalformedMessage('not UTF-8');
}

function checkNesting(value: unknown): void {
  if (isDeeperThan(MAX_NESTING, value)) throw new MalformedMessage('nested too deeply');
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}
