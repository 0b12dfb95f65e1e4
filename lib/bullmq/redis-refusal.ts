import { errorCode, errorMessage, errorName } from '../common/error-text.js';
import { queueMessages } from './queue.messages.js';

/** What Redis begins a refusal with, and what to do about it. What follows in its text may hold a name or a key. */
const REFUSALS: readonly (readonly [RegExp, () => string])[] = [
  [/^WRONGPASS\b/, queueMessages.wrongPassword],
  [/^NOAUTH\b/, queueMessages.noPassword],
  [/^ERR (?:AUTH .*|Client sent AUTH, but )no password/i, queueMessages.passwordNotWanted],
  [/^NOPERM\b/, queueMessages.noPermission],
  [/^DENIED\b/, queueMessages.protectedMode],
  [/^MISCONF\b/, queueMessages.cannotPersist],
  [/^READONLY\b/, queueMessages.replica],
  [/^OOM\b/, queueMessages.outOfMemory],
  [/^LOADING\b/, queueMessages.loading],
  [/^MASTERDOWN\b/, queueMessages.primaryDown],
  [/^NOREPLICAS\b/, queueMessages.tooFewReplicas],
  [/^CROSSSLOT\b/, queueMessages.noHashTag],
  [/^(?:MOVED|ASK)\b/, queueMessages.cluster],
  [/^CLUSTERDOWN\b/, queueMessages.clusterDown],
  [/^ERR max number of clients/i, queueMessages.tooManyClients],
  [/^ERR (?:DB index|invalid DB index)/i, queueMessages.noSuchDatabase],
  [/^ERR unknown command/i, queueMessages.oldRedis],
  [/ioredis prefixes/, queueMessages.keyPrefix],
];
const MAX_DEPTH = 5;

/** Why Redis refuses, with the mend; undefined where it cannot be reached, or says what is not known. */
export function redisRefusal(error: unknown): string | undefined {
  return errorsIn(error)
    .map(refusalIn)
    .find((told) => told !== undefined);
}

/** The kind of an error, in a word that holds no value. */
export function redisProblem(error: unknown): string {
  // ECONNREFUSED and the like: what a client says beyond that may hold the URL, and a password with it.
  return errorCode(error) ?? errorName(error);
}

function refusalIn(error: unknown): string | undefined {
  // Scripts of BullMQ pass on what a command of theirs was refused with.
  const text = errorMessage(error).replace(/^(?:ERR )?(?:Error running script.*?: |@?\w+: \d+: )+-?/, '');
  return REFUSALS.find(([pattern]) => pattern.test(text))?.[1]();
}

/** An error, and what led to it. */
function errorsIn(error: unknown): unknown[] {
  const errors: unknown[] = [];
  let each = error;
  while (typeof each === 'object' && each !== null && errors.length < MAX_DEPTH) {
    errors.push(each);
    const { cause, lastNodeError } = each as { cause?: unknown; lastNodeError?: unknown };
    each = cause ?? lastNodeError;
  }
  return errors;
}
