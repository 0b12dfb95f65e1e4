import type { KeyObject } from 'node:crypto';

import type { Merchant } from '../config/settings.js';

const latestSigner = new WeakMap<Merchant, KeyObject>();

/** Notes with which of LianLian's keys a response to the merchant was signed. */
export function noteSigner(merchant: Merchant, key: KeyObject): void {
  if (merchant.lianlianPublicKeys.length > 1) latestSigner.set(merchant, key);
}

/**
 * The key that a request is encrypted with. LianLian decrypts with one of its keys alone: while it changes them, with the one
 * that it signs with, as its latest response tells; before there was one, with the first that the merchant has.
 */
export function encryptionKeyOf(merchant: Merchant): KeyObject {
  const key = latestSigner.get(merchant) ?? merchant.lianlianPublicKeys[0];
  // The settings have one. Should they ever not, what is secret does not leave as it stands.
  if (key === undefined) throw new Error('The merchant has no lianlianPublicKey to encrypt with.');
  return key;
}
