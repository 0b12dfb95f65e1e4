import { constants, type KeyObject, publicDecrypt, verify } from 'node:crypto';

/** What was signed, read from the signature itself. */
export interface OpenedSignature {
  /** The digest's OpenSSL name. */
  readonly digest: string;
  readonly value: Buffer;
  /** Whether the digest is wrapped as RSASSA-PKCS1-v1_5 wants it. */
  readonly isWrapped: boolean;
}

/** What stands before each digest in a signature (DigestInfo of RFC 8017, section 9.2). */
const PREFIXES: readonly (readonly [digest: string, prefix: string])[] = [
  ['md5', '3020300c06082a864886f70d020505000410'],
  ['sha1', '3021300906052b0e03021a05000414'],
  ['sha224', '302d300d06096086480165030402040500041c'],
  ['sha256', '3031300d060960864801650304020105000420'],
  ['sha384', '3041300d060960864801650304020205000430'],
  ['sha512', '3051300d060960864801650304020305000440'],
];
/** Digests by their size in bytes, for those that are not wrapped. */
const BY_SIZE: Readonly<Record<number, string>> = { 16: 'md5', 20: 'sha1', 32: 'sha256', 64: 'sha512' };

/**
 * Reads what a signature holds. With the right public key that is the digest which was signed; with every other
 * key it is nothing readable.
 *
 * @returns undefined if the signature was not made with this key, or not as PKCS #1 v1.5
 */
export function openSignature(signature: Buffer, key: KeyObject): OpenedSignature | undefined {
  if (signature.length !== keyBytes(key)) return undefined;
  let content: Buffer;
  try {
    content = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
  } catch {
    return undefined;
  }
  const hex = content.toString('hex');
  const wrapped = PREFIXES.find(([, prefix]) => hex.startsWith(prefix));
  if (wrapped !== undefined) {
    const [digest, prefix] = wrapped;
    return { digest, value: content.subarray(prefix.length / 2), isWrapped: true };
  }
  const text = content.toString('latin1');
  const value = /^([0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : content;
  return { digest: BY_SIZE[value.length] ?? 'unknown', value, isWrapped: false };
}

/** The digest of a signature in the newer padding, PSS, which LianLian does not use; undefined for any other. */
export function pssDigest(source: string, signature: Buffer, key: KeyObject): string | undefined {
  const options = {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_AUTO,
  };
  return ['md5', 'sha1', 'sha256', 'sha512'].find((digest) => {
    try {
      return verify(digest, Buffer.from(source, 'utf8'), options, signature);
    } catch {
      return false;
    }
  });
}

/** How long a signature of this key is. */
export function keyBytes(key: KeyObject): number {
  return Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
}
