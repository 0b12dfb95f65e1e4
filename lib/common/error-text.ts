/** The message of what was thrown, or itself as text. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The messages of an error and of what led to it, in one line: `the merchant is not known (connect ECONNREFUSED)`. */
export function errorMessages(error: Error): string {
  const cause = error.cause instanceof Error ? ` (${errorMessages(error.cause)})` : '';
  return `${error.message}${cause}`.replaceAll(/\s+/g, ' ');
}

/** The stack of what was thrown, where it is an error. */
export function errorStack(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : undefined;
}

/** The class of what was thrown: a name that holds no data, while a message may hold what a payer typed. */
export function errorClass(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}

/** The code that Node and drivers give to an error, such as `ENOENT`; undefined without one. */
export function errorCode(error: unknown): string | undefined {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : undefined;
}
