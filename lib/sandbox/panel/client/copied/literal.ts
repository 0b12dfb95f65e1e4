import { visible } from './visible.js';

const NAME = /^[A-Za-z_$][\w$]*$/;

/** What can be written as a literal. Members that are undefined are left out. */
export type Value =
  string | number | boolean | undefined | readonly Value[] | { readonly [name: string]: Value };

/** A value as it stands in TypeScript: `{ how: 'tampered' }`. */
export function literalOf(value: Value): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(literalOf).join(', ')}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return '{}';
  return `{ ${members.map(([name, member]) => `${nameOf(name)}: ${literalOf(member)}`).join(', ')} }`;
}

/** A line that says something, whatever is in the text. */
export function commentOf(text: string): string {
  return `// ${visible(text.replace(/\s+/g, ' '))}`;
}

function quoted(text: string): string {
  const escaped = text
    .replace(/['\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `'${visible(escaped)}'`;
}

/** `__proto__` would be no member, but what the object inherits from. */
function nameOf(name: string): string {
  if (name === '__proto__') return `['__proto__']`;
  return NAME.test(name) ? name : quoted(name);
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}
