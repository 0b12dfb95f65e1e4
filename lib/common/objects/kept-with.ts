/** Things that are kept with objects of others. */
interface KeptWith<Key extends object, Thing> {
  get(key: Key | null | undefined): Thing | undefined;
  set(key: Key, thing: Thing): void;
}

/** A constructor of the very object that it is given: a class that extends it puts its private fields on that. */
const Given = function (object: object) {
  return object;
} as unknown as new (object: object) => object;

/**
 * Keeps a thing with an object as a `WeakMap` does, where nothing else finds or prints it, in a private field: a third
 * of what follows a signature's verification was work on such maps, most of it the garbage collector's.
 */
export function keptWith<Key extends object, Thing>(): KeptWith<Key, Thing> {
  return class Keeper extends Given {
    #thing: Thing | undefined;

    static get(key: object | null | undefined): Thing | undefined {
      return typeof key === 'object' && key !== null && #thing in key ? key.#thing : undefined;
    }

    static set(key: object, thing: Thing): void {
      const keeper = #thing in key ? key : new Keeper(key);
      keeper.#thing = thing;
    }
  };
}
