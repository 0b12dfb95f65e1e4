import { types } from 'node:util';

import { withoutLikelySecrets } from './likely-secrets.js';
import { MASK } from './secrets.js';
import { withoutSecrets } from './without-secrets.js';

/**
 * What is said of something that was thrown. It may be anything: an error without end in its causes, one whose message
 * throws when it is read, a proxy, a text of megabytes. None of these functions throws, and what they give is short
 * and holds no secret that is known or can be told by its looks.
 */

/** In characters. Of a longer text the beginning and the end are left: the end of a stack says where it was. */
const MAX_LENGTH = 16_384;
const MAX_NAME_LENGTH = 100;
const MAX_CAUSES = 5;
const UNREADABLE = '(an error that cannot be read)';

/** A class, even one whose constructor is private. */
interface Class<T> {
  readonly prototype: T;
  [Symbol.hasInstance](value: unknown): boolean;
}

/** Whether it is an error, of another realm too. */
export function isError(thrown: unknown): thrown is Error {
  return types.isNativeError(thrown) || isInstance(thrown, Error);
}

/** `instanceof`, which throws for some proxies. */
export function isInstance<T>(thrown: unknown, type: Class<T>): thrown is T {
  return attempt(() => thrown instanceof type) ?? false;
}

/**
 * The message of what was thrown, or itself as text.
 *
 * @param about a message of LianLian's whose secrets it may repeat
 */
export function errorMessage(error: unknown, about?: object): string {
  return shown(rawMessage(error), about);
}

/** The messages of an error and of what led to it, in one line: `the merchant is not known (connect ECONNREFUSED)`. */
export function errorMessages(error: unknown, about?: object): string {
  const messages = [rawMessage(error)];
  let cause = causeOf(error);
  while (isError(cause) && messages.length <= MAX_CAUSES) {
    messages.push(rawMessage(cause));
    cause = causeOf(cause);
  }
  const line = messages.join(' (') + ')'.repeat(messages.length - 1);
  return shown(line, about).replaceAll(/\s+/g, ' ');
}

/** The stack of an error, or whatever else was thrown as text; undefined for nothing. */
export function errorStack(error: unknown, about?: object): string | undefined {
  if (error === undefined) return undefined;
  const stack = isError(error) ? attempt(() => error.stack as unknown) : undefined;
  return typeof stack === 'string' && stack !== '' ? shown(stack, about) : errorMessage(error, about);
}

/** The class of what was thrown: a name that holds no data, while a message may hold what a payer typed. */
export function errorClass(error: unknown): string {
  if (!isError(error)) return typeof error;
  const name = attempt(() => error.constructor.name as unknown);
  return typeof name === 'string' ? name.slice(0, MAX_NAME_LENGTH) : 'Error';
}

/** The name that an error gives itself, such as `TimeoutError`, which may be more than its class. */
export function errorName(error: unknown): string {
  const name = isError(error) ? attempt(() => error.name as unknown) : undefined;
  return typeof name === 'string' && name !== '' ? name.slice(0, MAX_NAME_LENGTH) : errorClass(error);
}

/** The code that Node and drivers give to an error, such as `ENOENT`; undefined without one. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code = attempt(() => Reflect.get(error, 'code') as unknown);
  return typeof code === 'string' ? code.slice(0, MAX_NAME_LENGTH) : undefined;
}

function rawMessage(error: unknown): string {
  const message = isError(error) ? attempt(() => ({ value: error.message })) : { value: error };
  return (message && attempt(() => String(message.value))) ?? UNREADABLE;
}

/** What led to an error, as it says. */
function causeOf(error: unknown): unknown {
  return isError(error) ? attempt(() => error.cause) : undefined;
}

/** Cut after it was cleaned: half a secret would not be known as one. */
function shown(text: string, about: object | undefined): string {
  const known = about === undefined ? text : (attempt(() => withoutSecrets(text, about)) ?? MASK);
  const clean = withoutLikelySecrets(known);
  const tooMany = clean.length - MAX_LENGTH;
  if (tooMany <= 0) return clean;
  const half = MAX_LENGTH / 2;
  return `${clean.slice(0, half)} … (${String(tooMany)} characters) … ${clean.slice(-half)}`;
}

/** What a step gives, or undefined if it throws. */
function attempt<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}
