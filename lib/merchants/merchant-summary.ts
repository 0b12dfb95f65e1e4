import type { SignType } from '../common/sign-type.js';
import { keyFingerprint } from '../config/keys.js';
import type { Merchant } from '../config/settings.js';

/** What may be shown of a merchant: no key, but fingerprints that show which one is in use. */
export interface MerchantSummary {
  readonly oidPartner: string;
  /** Whether it was in the options or added, or came from `merchantSource`. */
  readonly origin: 'options' | 'source';
  readonly signsWith: 'privateKey' | 'signer';
  /** SHA-256 of the merchant's own public key (its SPKI in DER), in hexadecimal; undefined where it is not known. */
  readonly publicKeyFingerprint?: string | undefined;
  /** The same of each of LianLian's keys that verify for this merchant. */
  readonly lianlianPublicKeyFingerprints: readonly string[];
  readonly signType: SignType;
  readonly notifyUrl?: string | undefined;
  readonly payoutNotifyUrl?: string | undefined;
  readonly returnUrl?: string | undefined;
  readonly busiPartner?: string | undefined;
}

export function summaryOf(merchant: Merchant, origin: MerchantSummary['origin']): MerchantSummary {
  const { oidPartner, publicKey, lianlianPublicKeys, signType, busiPartner } = merchant;
  const { notifyUrl, payoutNotifyUrl, returnUrl } = merchant;
  return {
    oidPartner,
    origin,
    signsWith: merchant.privateKey === undefined ? 'signer' : 'privateKey',
    publicKeyFingerprint: publicKey === undefined ? undefined : keyFingerprint(publicKey),
    lianlianPublicKeyFingerprints: lianlianPublicKeys.map(keyFingerprint),
    signType,
    notifyUrl,
    payoutNotifyUrl,
    returnUrl,
    busiPartner,
  };
}
