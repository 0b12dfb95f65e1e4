import { createHash, createPrivateKey, createPublicKey, KeyObject } from 'node:crypto';

import { KeyProblem } from './key-problem.js';
import { type KeyBytes, keyBytesOf } from './key-text.js';
import { type KeyHalf, keyMessages } from './keys.messages.js';
import { assertNoOtherObject, otherByBytes, otherByLabel } from './other-keys.js';

/**
 * A key in the forms that merchants have it in: PEM or bare base64 text (PKCS#1, PKCS#8 or SPKI; newlines real,
 * escaped as `\n`, or missing; in quotes; a whole PEM file as base64), a `Buffer` of either or of DER, or a `KeyObject`.
 */
export type KeyInput = string | Buffer | KeyObject;

const MIN_BITS = 1024;
const MAX_BITS = 4096;

/** @throws KeyProblem that says what it is instead, and how to mend it */
export function parsePrivateKey(input: KeyInput): KeyObject {
  if (input instanceof KeyObject) return checked(input, 'private');
  const bytes = bytesOf(input, 'private');
  const key = readPrivate(bytes.der);
  if (key !== undefined) return checked(key, 'private');
  throw new KeyProblem(
    readPublic(bytes.der) === undefined ? otherThan('private', bytes) : keyMessages.otherHalf('private'),
  );
}

/** @throws KeyProblem that says what it is instead, and how to mend it */
export function parsePublicKey(input: KeyInput): KeyObject {
  if (input instanceof KeyObject) return checked(input, 'public');
  const bytes = bytesOf(input, 'public');
  const isPrivate = /(?<!OPENSSH )PRIVATE/.test(bytes.label ?? '');
  const isCertificate = bytes.label?.includes('CERTIFICATE') === true;
  // Nearly every one: a private key is never read as SPKI. In PKCS#1 Node takes the public half of one without an error.
  const spki = isPrivate || isCertificate ? undefined : readSpki(bytes.der);
  if (spki !== undefined) return checked(spki, 'public');
  if (isPrivate || readPrivate(bytes.der) !== undefined)
    throw new KeyProblem(keyMessages.otherHalf('public'));
  const key = isCertificate ? undefined : readPublic(bytes.der);
  if (key !== undefined) return checked(key, 'public');
  throw new KeyProblem(otherThan('public', bytes));
}

/** What a public key is recognized by: the SHA-256 of its SPKI in DER, in hexadecimal. It is no secret. */
export function keyFingerprint(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex');
}

function readPrivate(der: Buffer): KeyObject | undefined {
  return firstReadable(
    () => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
    () => createPrivateKey({ key: der, format: 'der', type: 'pkcs1' }),
    () => createPrivateKey({ key: der, format: 'der', type: 'sec1' }),
  );
}

function readPublic(der: Buffer): KeyObject | undefined {
  return readSpki(der) ?? firstReadable(() => createPublicKey({ key: der, format: 'der', type: 'pkcs1' }));
}

function readSpki(der: Buffer): KeyObject | undefined {
  return firstReadable(() => createPublicKey({ key: der, format: 'der', type: 'spki' }));
}

function bytesOf(input: string | Buffer, wanted: KeyHalf): KeyBytes {
  if (typeof input === 'object' && !Buffer.isBuffer(input)) assertNoOtherObject(input, wanted);
  return keyBytesOf(input, wanted);
}

function otherThan(wanted: KeyHalf, { label, der }: KeyBytes): string {
  return otherByLabel(label, wanted) ?? otherByBytes(der, wanted) ?? keyMessages.unreadable(wanted);
}

function firstReadable(...readers: readonly (() => KeyObject)[]): KeyObject | undefined {
  for (const read of readers) {
    try {
      return read();
    } catch {
      // Not in this format: try the next one.
    }
  }
  return undefined;
}

function checked(key: KeyObject, wanted: KeyHalf): KeyObject {
  if (key.type !== wanted) {
    throw new KeyProblem(
      key.type === 'secret' ? keyMessages.unreadable(wanted) : keyMessages.otherHalf(wanted),
    );
  }
  const { asymmetricKeyType = '' } = key;
  if (asymmetricKeyType !== 'rsa') throw new KeyProblem(keyMessages.notRsa(asymmetricKeyType));
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < MIN_BITS || bits > MAX_BITS) throw new KeyProblem(keyMessages.size(bits, MIN_BITS, MAX_BITS));
  return key;
}
