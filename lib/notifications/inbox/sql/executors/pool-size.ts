/** Where pools keep how many connections they may have: `pg` and what is like it, mysql2 (its promises wrap another pool), Knex. */
const PATHS = [
  ['options', 'max'],
  ['pool', 'config', 'connectionLimit'],
  ['config', 'connectionLimit'],
  ['max'],
] as const;

/** How many connections a pool may have; undefined where it does not tell. */
export function poolSizeOf(pool: unknown): number | undefined {
  for (const path of PATHS) {
    const size = valueAt(pool, path);
    if (typeof size === 'number' && size > 0) return size;
  }
  return undefined;
}

/** What an object has at the end of a path; undefined if it ends before. */
export function valueAt(object: unknown, path: readonly string[]): unknown {
  let value = object;
  for (const name of path) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}
