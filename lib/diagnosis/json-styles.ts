import { byByte } from '../wire/signature.js';

/** How a program writes JSON. */
export interface JsonStyle {
  readonly comma: string;
  readonly colon: string;
  /** Blanks per level, each member on a line of its own. */
  readonly indent?: number;
  /** Characters beyond ASCII as `\u` escapes. */
  readonly unicode?: 'lower' | 'upper';
  readonly slashes?: boolean;
  /** Characters that are written as `\u` escapes, because JSON may stand in a page. */
  readonly html?: RegExp;
  /** Members by name. */
  readonly sorted?: boolean;
}

const MAX_DEPTH = 32;

/**
 * Writes a parsed value as some program would.
 *
 * @throws RangeError for a value that nests too deeply
 */
export function serialize(value: unknown, style: JsonStyle, depth = 0): string {
  if (depth > MAX_DEPTH) throw new RangeError('the value nests too deeply');
  if (typeof value === 'string') return text(value, style);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const members = isList
    ? value.map((member: unknown) => serialize(member, style, depth + 1))
    : Object.entries(value)
        .sort(([a], [b]) => (style.sorted === true ? byByte(a, b) : 0))
        .map(([name, member]) => text(name, style) + style.colon + serialize(member, style, depth + 1));
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (style.indent === undefined || members.length === 0) return open + members.join(style.comma) + close;
  const line = `\n${' '.repeat(style.indent * (depth + 1))}`;
  return `${open}${line}${members.join(`,${line}`)}\n${' '.repeat(style.indent * depth)}${close}`;
}

function text(value: string, { unicode, slashes, html }: JsonStyle): string {
  let written = JSON.stringify(value);
  if (html !== undefined) written = written.replace(html, (char) => escaped(char, 'lower'));
  if (slashes === true) written = written.replaceAll('/', '\\/');
  if (unicode !== undefined) written = written.replace(/[^\0-\x7f]/g, (char) => escaped(char, unicode));
  return written;
}

/** One UTF-16 unit as `\u7fbd`. */
function escaped(unit: string, letters: 'lower' | 'upper'): string {
  const hex = unit.charCodeAt(0).toString(16).padStart(4, '0');
  return `\\u${letters === 'upper' ? hex.toUpperCase() : hex}`;
}
