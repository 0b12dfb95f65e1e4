import type { KeyObject } from 'node:crypto';

import type { Merchant } from '../config/settings.js';

/**
 * Which of LianLian's keys requests are encrypted with. LianLian decrypts with one of them alone: while it changes them, with
 * the one that it signs with, as its latest response tells; before there was one, with the first that the merchant has.
 */
export class EncryptionKeys {
  /** By merchant number: a merchant that is changed, or loaded anew from its source, is another object. */
  private readonly latest = new Map<string, KeyObject>();

  /** Notes with which key a response to the merchant was signed. */
  noteSigner({ oidPartner, lianlianPublicKeys }: Merchant, key: KeyObject): void {
    if (lianlianPublicKeys.length > 1) this.latest.set(oidPartner, key);
    else this.latest.delete(oidPartner);
  }

  keyFor({ oidPartner, lianlianPublicKeys }: Merchant): KeyObject {
    const latest = this.latest.get(oidPartner);
    const isLatest = (key: KeyObject): boolean => latest?.equals(key) === true;
    // The merchant may have another set of keys by now.
    const key = lianlianPublicKeys.find(isLatest) ?? lianlianPublicKeys[0];
    // The settings have one. Should they ever not, what is secret does not leave as it stands.
    if (key === undefined) throw new Error('The merchant has no lianlianPublicKey to encrypt with.');
    return key;
  }
}
