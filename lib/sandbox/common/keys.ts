import { createPrivateKey, createPublicKey, generateKeyPair, KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** A key as PEM text, its bytes, or a `KeyObject`. */
export type SandboxKeyInput = string | Buffer | KeyObject;

/** Both halves of an RSA key. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/** A new RSA key pair, made off the main thread. */
export async function newKeyPair(modulusLength: number): Promise<KeyPair> {
  return generate('rsa', { modulusLength });
}

/** The pair of a private key. */
export function keyPairOf(privateKey: SandboxKeyInput): KeyPair {
  const key = privateKeyOf(privateKey);
  return { privateKey: key, publicKey: createPublicKey(key) };
}

/** A private key in the form that node:crypto signs with. */
export function privateKeyOf(key: SandboxKeyInput): KeyObject {
  return key instanceof KeyObject ? key : createPrivateKey(key);
}

/** A public key in the form that node:crypto verifies with. */
export function publicKeyOf(key: SandboxKeyInput): KeyObject {
  return key instanceof KeyObject && key.type === 'public' ? key : createPublicKey(key);
}

/** PKCS#8 PEM of a private key, SPKI PEM of a public one. */
export function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString();
}
