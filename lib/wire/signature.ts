import { isBlank } from '../common/blank.js';

/**
 * The text that LianLian signs: every top-level field except `sign`, without the empty ones, sorted by name
 * and joined as `name=value` with `&`, unescaped, in UTF-8.
 */

/** Fields of one message. A value is text, or a nested value as its JSON text. */
export type SignableFields = Readonly<Record<string, string>>;

/**
 * How names are sorted. LianLian's PHP code sorts by byte, its Java code without regard to case; the two
 * differ only where a name has a capital letter (`payLoad` beside `pay_type`).
 */
export type NameOrder = 'byte' | 'case-insensitive';

/** The source of a signature, as text. */
export function signatureSource(fields: SignableFields, order: NameOrder = 'byte'): string {
  let source = '';
  for (const name of sortedNames(fields, order)) {
    const value = fields[name];
    if (name === 'sign' || isBlank(value)) continue;
    source += `&${name}=${value}`;
  }
  return source.slice(1);
}

/** Every order in which LianLian may have sorted these names: one, or two where a name has a capital letter. */
export function nameOrdersOf(fields: SignableFields): readonly NameOrder[] {
  return Object.keys(fields).some((name) => /[A-Z]/.test(name)) ? ['byte', 'case-insensitive'] : ['byte'];
}

/**
 * Names the value that hides another field, if one does.
 *
 * The source has no escaping, so `info_order=a&money_order=1` can be read as one field or as two. A person
 * who chooses a value (a payer's remark, for instance) could choose one that reads as other fields, and move them
 * within a signed message without changing a byte of what was signed. So no value may hold `&<name>=`, for a name
 * that the receiver acts on, and no name may hold `=` or `&`.
 *
 * @param trusted fields whose values only the app chooses
 */
export function ambiguousField(
  fields: SignableFields,
  names: Iterable<string>,
  trusted?: ReadonlySet<string>,
): { field: string; reads: string } | undefined {
  // Few values have an `&`: only for them are the names needed.
  let guarded: readonly string[] | undefined;
  for (const field of Object.keys(fields)) {
    if (/[=&]/.test(field)) return { field, reads: field };
    const value = fields[field] ?? '';
    if (!value.includes('&') || trusted?.has(field) === true) continue;
    guarded ??= [...names];
    const reads = guarded.find((name) => value.includes(`&${name}=`));
    if (reads !== undefined) return { field, reads };
  }
  return undefined;
}

function sortedNames(fields: SignableFields, order: NameOrder): string[] {
  const names = Object.keys(fields);
  if (order === 'case-insensitive') return names.sort(byCaseInsensitive);
  // Requests come in order already.
  return isSorted(names) ? names : names.sort();
}

function isSorted(names: readonly string[]): boolean {
  let last = '';
  for (const name of names) {
    if (last > name) return false;
    last = name;
  }
  return true;
}

function byCaseInsensitive(a: string, b: string): number {
  return byByte(a.toLowerCase(), b.toLowerCase()) || byByte(a, b);
}

/** Compares two names as their bytes are ordered. */
export function byByte(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
