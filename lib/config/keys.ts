import { createHash, createPrivateKey, createPublicKey, KeyObject } from 'node:crypto';

import { configMessages } from './config.messages.js';

/**
 * A key in the forms that merchants have it in: PEM or bare base64 text (PKCS#1, PKCS#8 or SPKI; newlines real,
 * escaped as `\n`, or missing), a `Buffer` of either or of DER, or a `KeyObject`.
 */
export type KeyInput = string | Buffer | KeyObject;

/** Why a key cannot be used, in words that never hold the key. */
export class KeyProblem extends Error {}

const MIN_BITS = 1024;
const MAX_BITS = 4096;
const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/;

/** @throws KeyProblem */
export function parsePrivateKey(input: KeyInput): KeyObject {
  if (input instanceof KeyObject) return checked(input, 'private');
  const { label, der } = decode(input);
  if (label?.includes('ENCRYPTED') === true) throw new KeyProblem(configMessages.encryptedKey());
  const key = readPrivate(der);
  if (key !== undefined) return checked(key, 'private');
  throw new KeyProblem(
    readPublic(der) === undefined ? configMessages.unreadablePrivateKey() : configMessages.publicForPrivate(),
  );
}

/** @throws KeyProblem */
export function parsePublicKey(input: KeyInput): KeyObject {
  if (input instanceof KeyObject) return checked(input, 'public');
  const { label, der } = decode(input);
  if (label === 'CERTIFICATE') throw new KeyProblem(configMessages.certificateForKey());
  // Checked first, because Node takes the public half of a private key without an error.
  if (label?.includes('PRIVATE') === true || readPrivate(der) !== undefined) {
    throw new KeyProblem(configMessages.privateForPublic());
  }
  const key = readPublic(der);
  if (key !== undefined) return checked(key, 'public');
  throw new KeyProblem(configMessages.unreadablePublicKey());
}

/** What a public key is recognised by: the SHA-256 of its SPKI in DER, in hexadecimal. It is no secret. */
export function keyFingerprint(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex');
}

function readPrivate(der: Buffer): KeyObject | undefined {
  return firstReadable(
    () => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
    () => createPrivateKey({ key: der, format: 'der', type: 'pkcs1' }),
  );
}

function readPublic(der: Buffer): KeyObject | undefined {
  return firstReadable(
    () => createPublicKey({ key: der, format: 'der', type: 'spki' }),
    () => createPublicKey({ key: der, format: 'der', type: 'pkcs1' }),
  );
}

function decode(input: string | Buffer): { label: string | undefined; der: Buffer } {
  if (Buffer.isBuffer(input) && input[0] === 0x30) return { label: undefined, der: input };
  const text = input
    .toString()
    .replace(/\\r|\\n/g, '\n')
    .replace(/^\uFEFF/, '')
    .trim();
  const pem = PEM.exec(text);
  if (text.split('-----BEGIN ').length > 2) throw new KeyProblem(configMessages.severalKeys());
  if (pem === null && text.startsWith('-----')) throw new KeyProblem(configMessages.brokenPem());
  const [, label, body = text] = pem ?? [];
  // Headers of an encrypted PKCS#1 file stand before its body.
  if (body.includes('ENCRYPTED')) throw new KeyProblem(configMessages.encryptedKey());
  const base64 = body.replace(/\s+/g, '');
  if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
    throw new KeyProblem(configMessages.notBase64Key());
  return { label, der: Buffer.from(base64, 'base64') };
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

function checked(key: KeyObject, type: 'private' | 'public'): KeyObject {
  if (key.type !== type) {
    throw new KeyProblem(
      type === 'private' ? configMessages.publicForPrivate() : configMessages.privateForPublic(),
    );
  }
  if (key.asymmetricKeyType !== 'rsa') throw new KeyProblem(configMessages.notRsa());
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < MIN_BITS || bits > MAX_BITS)
    throw new KeyProblem(configMessages.keySize(bits, MIN_BITS, MAX_BITS));
  return key;
}
