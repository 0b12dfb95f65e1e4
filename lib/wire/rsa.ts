import { type KeyObject, sign, verify } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';

import type { SignType } from '../common/sign-type.js';

/** Node's names of the algorithms. */
const DIGESTS: Readonly<Record<SignType, string>> = { RSA: 'RSA-MD5', SHA256withRSA: 'RSA-SHA256' };

const signAsync = promisify(
  (digest: string, data: Buffer, key: KeyObject, done: (error: Error | null, signature: Buffer) => void) => {
    sign(digest, data, key, done);
  },
);

/**
 * How many signatures are made in the thread pool at a time. With more than there are cores, the event loop would wait
 * for its turn among them; and of the four threads that the pool has by default one stays free for files and host names.
 */
const MOST_IN_POOL = Math.min(availableParallelism(), 3);

let inPool = 0;
const waiting: (() => void)[] = [];

async function signInThreadPool(digest: string, data: Buffer, key: KeyObject): Promise<Buffer> {
  if (inPool < MOST_IN_POOL) inPool++;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await signAsync(digest, data, key);
  } finally {
    const next = waiting.shift();
    if (next === undefined) inPool--;
    else next();
  }
}

/** How many signatures are made on the main thread in one turn of the event loop: a few milliseconds at most. */
const MOST_PER_TURN = 4;

/** The longest key for which a signature costs less than a millisecond. */
const MOST_BITS_AT_ONCE = 2048;

let wanted = 0;
let madeThisTurn = 0;

/**
 * Signs without keeping the event loop waiting.
 *
 * A signature that is wanted alone is made at once: a thread would take longer to wake than it saves. As soon as
 * another one is wanted at the same time, both are made in the thread pool, `MOST_IN_POOL` at a time.
 */
export async function rsaSign(source: string, key: KeyObject, signType: SignType): Promise<string> {
  wanted++;
  try {
    const data = Buffer.from(source, 'utf8');
    // Other callers of this very moment are counted in the meantime.
    await Promise.resolve();
    // A loop that signs much must not hold up the event loop.
    if (wanted === 1 && madeThisTurn >= MOST_PER_TURN) await nextTurn();
    const signature =
      wanted === 1 && isShort(key)
        ? signHere(DIGESTS[signType], data, key)
        : await signInThreadPool(DIGESTS[signType], data, key);
    return signature.toString('base64');
  } finally {
    wanted--;
  }
}

function isShort({ asymmetricKeyDetails }: KeyObject): boolean {
  return (asymmetricKeyDetails?.modulusLength ?? Infinity) <= MOST_BITS_AT_ONCE;
}

function signHere(digest: string, data: Buffer, key: KeyObject): Buffer {
  if (madeThisTurn === 0) {
    setImmediate(() => {
      madeThisTurn = 0;
    }).unref();
  }
  madeThisTurn++;
  return sign(digest, data, key);
}

/** Signs at once, for start-up checks and test tools. */
export function rsaSignSync(source: string, key: KeyObject, signType: SignType): string {
  return sign(DIGESTS[signType], Buffer.from(source, 'utf8'), key).toString('base64');
}

/**
 * Verifies at once: it costs microseconds, and a thread hop would cost more.
 *
 * Only canonical base64 passes, so that a signature has one spelling and a changed byte never verifies. Nor
 * does text with an unpaired surrogate: UTF-8 writes every one of them as the same replacement character.
 */
export function rsaVerify(source: string, signature: string, key: KeyObject, signType: SignType): boolean {
  const bytes = canonicalBase64(signature);
  if (bytes === undefined || !source.isWellFormed()) return false;
  return verify(DIGESTS[signType], Buffer.from(source, 'utf8'), key, bytes);
}

/** The bytes of base64 text in its one canonical spelling; undefined for any other text, and for none. */
export function canonicalBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined;
}
