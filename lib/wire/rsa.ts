import { type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';

import type { SignType } from '../common/sign-type.js';

/** Node's names of the algorithms. */
const DIGESTS: Readonly<Record<SignType, string>> = { RSA: 'RSA-MD5', SHA256withRSA: 'RSA-SHA256' };

const signInThreadPool = promisify(
  (digest: string, data: Buffer, key: KeyObject, done: (error: Error | null, signature: Buffer) => void) => {
    sign(digest, data, key, done);
  },
);

/** Signs off the main thread. */
export async function rsaSign(source: string, key: KeyObject, signType: SignType): Promise<string> {
  const signature = await signInThreadPool(DIGESTS[signType], Buffer.from(source, 'utf8'), key);
  return signature.toString('base64');
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
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== signature) return false;
  if (/\p{Surrogate}/u.test(source)) return false;
  return verify(DIGESTS[signType], Buffer.from(source, 'utf8'), key, bytes);
}
