import crypto, { type KeyPairKeyObjectResult, type ScryptOptions } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';

/**
 * What is slow on purpose is quick in tests: hashes that cost a thief time have a small cost, once it was seen that they
 * would have had a high one; and the large keys of sandboxes, of which each makes its own, are given in turn from a few
 * that were made once.
 */

const PAIRS = 8;
/** What a hash of a card number should cost at least: 16 MiB. */
const COST = 2 ** 14;
const DONE = Symbol.for('nestjs-lianlian quick crypto');

// Once for all files of a worker.
if (!Reflect.has(globalThis, DONE)) {
  Reflect.set(globalThis, DONE, true);

  const { scrypt } = crypto;
  const cheapScrypt = (
    ...[password, salt, length, { N = 0 }, callback]: [
      ...[crypto.BinaryLike, crypto.BinaryLike, number, ScryptOptions],
      (error: Error | null, hash: Buffer) => void,
    ]
  ): void => {
    if (N < COST) throw new Error(`A hash costs a thief N = ${String(N)}, and should cost ${String(COST)}.`);
    scrypt(password, salt, length, { N: 2 }, callback);
  };
  Reflect.set(crypto, 'scrypt', cheapScrypt);

  const generate = promisify(crypto.generateKeyPair);
  const pairs: Promise<KeyPairKeyObjectResult>[] = [];
  let given = 0;
  const pairOf = (
    type: 'rsa',
    options: { readonly modulusLength: number; readonly publicKeyEncoding?: object },
  ): Promise<KeyPairKeyObjectResult> => {
    if (options.modulusLength !== 2048 || options.publicKeyEncoding !== undefined)
      return generate(type, options);
    return (pairs[given++ % PAIRS] ??= generate(type, options));
  };
  Reflect.set(crypto.generateKeyPair, promisify.custom, pairOf);
  syncBuiltinESMExports();
}
