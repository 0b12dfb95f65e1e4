import { errorMessage } from '../secrets/error-text.js';
import type { redisMessages } from './redis.messages.js';

/** What everybody is told alike, and what depends on who asks. */
type RefusalKind =
  | keyof typeof redisMessages
  | 'noPassword'
  | 'noPermission'
  | 'noHashTag'
  | 'cluster'
  | 'noSuchDatabase'
  | 'oldRedis'
  | 'otherType'
  | 'keyPrefix';

/** A sentence for each refusal that one who asks may get. */
export type RedisRefusals = Readonly<Partial<Record<RefusalKind, () => string>>>;

/** What Redis begins a refusal with. What follows in its text may hold a name or a key. */
const REFUSALS: readonly (readonly [RegExp, RefusalKind])[] = [
  [/^WRONGPASS\b/, 'wrongPassword'],
  [/^NOAUTH\b/, 'noPassword'],
  [/^ERR (?:AUTH .*|Client sent AUTH, but )no password/i, 'passwordNotWanted'],
  [/^NOPERM\b/, 'noPermission'],
  [/^DENIED\b/, 'protectedMode'],
  [/^MISCONF\b/, 'cannotPersist'],
  [/^READONLY\b/, 'replica'],
  [/^OOM\b/, 'outOfMemory'],
  [/^LOADING\b/, 'loading'],
  [/^MASTERDOWN\b/, 'primaryDown'],
  [/^NOREPLICAS\b/, 'tooFewReplicas'],
  [/^CROSSSLOT\b/, 'noHashTag'],
  [/^(?:MOVED|ASK)\b/, 'cluster'],
  [/^CLUSTERDOWN\b/, 'clusterDown'],
  [/^WRONGTYPE\b/, 'otherType'],
  [/^BUSY\b/, 'busy'],
  [/^ERR This instance has cluster support disabled/i, 'noCluster'],
  [/^ERR max number of clients/i, 'tooManyClients'],
  [/^ERR (?:DB index|invalid DB index)/i, 'noSuchDatabase'],
  [/^ERR unknown command/i, 'oldRedis'],
  [/ioredis prefixes/, 'keyPrefix'],
];
const MAX_DEPTH = 5;

/**
 * Why Redis refuses, with the mend; undefined where it cannot be reached, or says what is not known.
 *
 * @param sentences those of who asks
 */
export function redisRefusal(error: unknown, sentences: RedisRefusals): string | undefined {
  return errorsIn(error)
    .map((each) => refusalIn(each, sentences))
    .find((told) => told !== undefined);
}

function refusalIn(error: unknown, sentences: RedisRefusals): string | undefined {
  // Scripts pass on what a command of theirs was refused with.
  const text = errorMessage(error).replace(/^(?:ERR )?(?:Error running script.*?: |@?\w+: ?\d+: )+-?/, '');
  const kind = REFUSALS.find(([pattern]) => pattern.test(text))?.[1];
  return kind === undefined ? undefined : sentences[kind]?.();
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
