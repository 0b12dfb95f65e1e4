const NOTHING = Object.freeze(Object.create(null) as object);

/**
 * An empty object that inherits no name, for names that anybody may have chosen. Engines keep an object of
 * `Object.create(null)` as a table, which is slow to go through; this one they do not.
 */
export function bareRecord<Value>(): Record<string, Value> {
  return Object.create(NOTHING) as Record<string, Value>;
}
