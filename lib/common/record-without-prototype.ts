const NOTHING = Object.freeze(Object.create(null) as object);

/** Whether it is an object of nothing but members: one that was written `{}`, has no prototype, or is a bare record. */
export function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * An empty object that inherits no name, for names that anybody may have chosen. Engines keep an object of
 * `Object.create(null)` as a table, which is slow to go through; this one they do not.
 */
export function recordWithoutPrototype<Value>(): Record<string, Value> {
  return Object.create(NOTHING) as Record<string, Value>;
}
