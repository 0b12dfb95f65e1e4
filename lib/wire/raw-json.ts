import { recordWithoutPrototype } from '../common/objects/record-without-prototype.js';

/**
 * The members of a JSON object with their values' own text.
 *
 * A signature covers nested values and numbers as they were written (`1000.0` is not `1000`), and JSON.parse
 * forgets how that was.
 */
export interface RawJsonObject {
  /** Parsed values, in a record without prototype. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Text values unquoted, every other value as it stands in the document. `null` is left out. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Messages nest once or twice. A far deeper one could exhaust the stack of the code that serializes it. */
const MAX_DEPTH = 64;

/**
 * Reads a JSON document that must be one object.
 *
 * @throws SyntaxError if it is not, if a name occurs twice or is `__proto__`, or if values nest too deeply
 */
export function parseRawJsonObject(document: string): RawJsonObject {
  const parsed: unknown = JSON.parse(document);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new SyntaxError('the document is not a JSON object');
  }
  const flat = flatObject(parsed, document);
  if (flat !== undefined) return flat;
  const values = recordWithoutPrototype<unknown>();
  const texts = recordWithoutPrototype<string>();
  for (const [name, raw] of membersOf(document)) {
    if (name === '__proto__') throw new SyntaxError('a member is named __proto__');
    if (name in values) throw new SyntaxError('a member occurs twice');
    const value: unknown = raw.startsWith('"') ? textOf(raw) : JSON.parse(raw);
    values[name] = value;
    if (value !== null) texts[name] = typeof value === 'string' ? value : raw;
  }
  return { values, texts };
}

/** The texts of an object, with nested values written without blanks. */
export function compactTexts({ texts, values }: RawJsonObject): Readonly<Record<string, string>> {
  const nested = Object.entries(values).filter(([, value]) => typeof value === 'object' && value !== null);
  if (nested.length === 0) return texts;
  return { ...texts, ...Object.fromEntries(nested.map(([name, value]) => [name, JSON.stringify(value)])) };
}

/**
 * Reads an object of nothing but texts without escapes. Most messages are like that, and need no second parser: where
 * there are four quotes for each member, no name occurs twice (of two, JSON.parse would forget the first).
 */
function flatObject(parsed: object, document: string): RawJsonObject | undefined {
  if (document.includes('\\')) return undefined;
  const members = parsed as Readonly<Record<string, unknown>>;
  const texts = recordWithoutPrototype<string>();
  const names = Object.keys(members);
  for (const name of names) {
    const value = members[name];
    if (typeof value !== 'string' || name === '__proto__') return undefined;
    texts[name] = value;
  }
  return quotesIn(document) === 4 * names.length ? { values: texts, texts } : undefined;
}

function quotesIn(document: string): number {
  let count = 0;
  for (let at = document.indexOf('"'); at !== -1; at = document.indexOf('"', at + 1)) count++;
  return count;
}

/** The top-level members of a document that JSON.parse has already accepted as an object. */
function* membersOf(document: string): Generator<readonly [name: string, raw: string]> {
  let at = skipSpace(document, document.indexOf('{') + 1);
  while (document[at] === '"') {
    const nameEnd = endOfString(document, at);
    const name = textOf(document.slice(at, nameEnd));
    const valueStart = skipSpace(document, skipSpace(document, nameEnd) + 1);
    const valueEnd = endOfValue(document, valueStart);
    yield [name, document.slice(valueStart, valueEnd)];
    at = skipSpace(document, valueEnd);
    if (document[at] === ',') at = skipSpace(document, at + 1);
  }
}

function skipSpace(document: string, at: number): number {
  while (' \t\n\r'.includes(document[at] ?? '}')) at++;
  return at;
}

/** A string without its quotes. Without escapes it needs no parser. */
function textOf(quoted: string): string {
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

function endOfString(document: string, start: number): number {
  let quote = document.indexOf('"', start + 1);
  while (isEscaped(document, quote)) quote = document.indexOf('"', quote + 1);
  return quote + 1;
}

/** Whether an odd number of backslashes stands before it. */
function isEscaped(document: string, at: number): boolean {
  let before = at - 1;
  while (document[before] === '\\') before--;
  return (at - 1 - before) % 2 === 1;
}

function endOfValue(document: string, start: number): number {
  if (document[start] === '"') return endOfString(document, start);
  let depth = 0;
  let at = start;
  for (; at < document.length; at++) {
    const char = document[at] ?? '';
    if (char === '"') at = endOfString(document, at) - 1;
    else if (char === '{' || char === '[') {
      depth++;
      if (depth > MAX_DEPTH) throw new SyntaxError('the values nest too deeply');
    } else if (depth > 0 && (char === '}' || char === ']')) depth--;
    else if (depth === 0 && ', \t\n\r}]'.includes(char)) break;
  }
  return at;
}
