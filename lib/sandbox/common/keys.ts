import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

import { errorMessage } from '../../common/secrets/error-text.js';
import { type KeyInput, parsePrivateKey, parsePublicKey } from '../../config/keys.js';

/**
 * A key in every form that `LianlianModule` takes: PEM or one line of base64 (PKCS#1, PKCS#8 or SPKI), its bytes, or
 * a `KeyObject`.
 */
export type SandboxKeyInput = KeyInput;

/** Each form in which keys are written: of a private key, and of a public one. */
const FORMS = {
  pkcs8: { format: 'pem', private: 'pkcs8', public: 'spki' },
  pkcs1: { format: 'pem', private: 'pkcs1', public: 'pkcs1' },
  base64: { format: 'der', private: 'pkcs8', public: 'spki' },
} as const;

/**
 * In which form keys are written: `pkcs8` is PEM, of public keys SPKI; `pkcs1` is PEM for RSA alone; `base64` is
 * `pkcs8` on one line, without the lines of PEM around it.
 */
export type SandboxKeyFormat = keyof typeof FORMS;

/** Every form in which keys are written. */
export const KEY_FORMATS = Object.keys(FORMS) as readonly SandboxKeyFormat[];

/** Where a key comes from: the options, the folder `keysDir`, or the sandbox itself, which made it. */
export type KeyHome = 'options' | 'folder' | 'sandbox';

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

/**
 * The pair of a private key.
 *
 * @param where the option or the file that has it
 * @throws Error that says where, and what is wrong with the key
 */
export function keyPairOf(input: SandboxKeyInput, where: string): KeyPair {
  const privateKey = privateKeyOf(input, where);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/**
 * A private key in the form that node:crypto signs with.
 *
 * @param where the option or the file that has it
 * @throws Error that says where, and what is wrong with the key
 */
export function privateKeyOf(input: SandboxKeyInput, where: string): KeyObject {
  return read(() => parsePrivateKey(input), where);
}

/**
 * A public key in the form that node:crypto verifies with.
 *
 * @param where the option or the file that has it
 * @throws Error that says where, and what is wrong with the key
 */
export function publicKeyOf(input: SandboxKeyInput, where: string): KeyObject {
  return read(() => parsePublicKey(input), where);
}

function read(parse: () => KeyObject, where: string): KeyObject {
  try {
    return parse();
  } catch (error) {
    throw new Error(`${where} ${errorMessage(error)}`, { cause: error });
  }
}

/** A key as text. PEM ends with a line break; base64 does not: not every decoder takes one. */
export function keyText(key: KeyObject, form: SandboxKeyFormat): string {
  const { format, ...types } = FORMS[form];
  const type = key.type === 'private' ? types.private : types.public;
  if (format === 'der') return key.export({ format, type }).toString('base64');
  return key.export({ format, type }).toString();
}

/** PKCS#8 PEM of a private key, SPKI PEM of a public one. */
export function pemOf(key: KeyObject): string {
  return keyText(key, 'pkcs8');
}
