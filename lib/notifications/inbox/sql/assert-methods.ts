import { LianlianConfigError } from '../../../errors/lianlian-config.error.js';
import { sqlMessages } from './sql.messages.js';

/** What an inbox or an executor is given, and what it calls of it. */
interface Wanted {
  /** The option to name, such as `pgExecutor`. */
  readonly option: string;
  /** What belongs there, such as `a Pool of pg`. */
  readonly what: string;
  readonly methods: readonly string[];
}

/**
 * Fails at the start rather than at the first notification.
 *
 * @throws LianlianConfigError if it has not the methods of what is wanted
 */
export function assertMethods(given: unknown, { option, what, methods }: Wanted): void {
  const message = problemOf(given, what, methods);
  if (message !== undefined) throw new LianlianConfigError([{ option, message }]);
}

function problemOf(given: unknown, what: string, methods: readonly string[]): string | undefined {
  if ((typeof given !== 'object' && typeof given !== 'function') || given === null) {
    return sqlMessages.otherThing(what);
  }
  const has = (name: string): boolean => typeof Reflect.get(given, name) === 'function';
  const missing = methods.filter((name) => !has(name));
  if (missing.length === 0) return undefined;
  return has('then') ? sqlMessages.promise(what) : sqlMessages.lacks(what, missing);
}
