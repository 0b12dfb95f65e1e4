const NOTHING = Object.freeze(Object.create(null) as object);

/** Whether it is an object of members alone: written as `{}`, without prototype, or made by `recordWithoutPrototype`. */
export function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * An empty object that has no `constructor`, `toString` and so on, for members whose names come from outside.
 *
 * Its prototype is an empty object: V8 keeps what `Object.create(null)` makes as a hash table, which is slow to iterate.
 */
export function recordWithoutPrototype<Value>(): Record<string, Value> {
  return Object.create(NOTHING) as Record<string, Value>;
}
