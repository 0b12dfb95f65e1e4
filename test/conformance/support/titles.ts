import type { CatalogueField } from './data.js';

/** Rows for `it.each` whose first column, a name, stands in the title. */

export function named(fields: readonly CatalogueField[]): (readonly [string, CatalogueField])[] {
  return fields.map((field) => [field.name, field]);
}

/** The fields with a limit, and the limit. */
export function limited(fields: readonly CatalogueField[]): (readonly [string, number])[] {
  return fields.flatMap(({ name, maxLength }) =>
    maxLength === undefined ? [] : [[name, maxLength] as const],
  );
}

export function byId<T extends { readonly id: string }>(list: readonly T[]): (readonly [string, T])[] {
  return list.map((entry) => [entry.id, entry]);
}
