import type { SqlResult } from '../sql-executor.js';

/**
 * The result of a driver, as the libraries hand it through: `{ rows, rowCount }` of pg, `{ rows, affectedRows }`
 * of PGlite, `[rows or header, fields]` of mysql2, and the list with a `count` of postgres.js.
 */
export function readResult(result: unknown): SqlResult {
  if (Array.isArray(result)) {
    const [first] = result as unknown[];
    // mysql2's second element is the list of fields, or undefined after a write.
    if (Array.isArray(first)) return { rows: first as unknown[], affected: 0 };
    const affected = numberOf(first, 'affectedRows');
    if (affected !== undefined) return { rows: [], affected };
    return { rows: result as unknown[], affected: numberOf(result, 'count') ?? result.length };
  }
  const rows = valueOf(result, 'rows');
  const list = Array.isArray(rows) ? (rows as unknown[]) : [];
  return {
    rows: list,
    affected: numberOf(result, 'rowCount') ?? numberOf(result, 'affectedRows') ?? list.length,
  };
}

function numberOf(holder: unknown, name: string): number | undefined {
  const value = valueOf(holder, name);
  return typeof value === 'number' ? value : undefined;
}

function valueOf(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null
    ? (holder as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
