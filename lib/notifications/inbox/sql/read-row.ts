import type { SqlResult } from './sql-executor.js';

/** The columns of the first row in their order, whatever the library, or a plugin of the app, made of their names. */
export function firstRow({ rows: [row] }: SqlResult): readonly unknown[] {
  return typeof row === 'object' && row !== null ? Object.values(row) : [];
}

/** A number of the database: drivers give large ones as text or as a bigint. Undefined for NULL. */
export function numberIn(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

/** A text of the database, which is bytes where the column is binary. Undefined for NULL. */
export function textIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : undefined;
}
