import type { KeyObject } from 'node:crypto';
import { SandboxError } from './sandbox-error.js';
import { type KeyHome, type SandboxKeyInput, keyPairOf, publicKeyOf } from './keys.js';

/** A merchant of the sandbox. */
export interface SandboxMerchantOptions {
  /** 18 digits. `201304121000001004` by default. */
  readonly oidPartner?: string | undefined;
  /** What the sandbox verifies this merchant's requests with. Not needed beside `privateKey`. */
  readonly publicKey?: SandboxKeyInput | undefined;
  /** What the merchant signs with. Without either key the sandbox makes both. */
  readonly privateKey?: SandboxKeyInput | undefined;
  /** False for the No SMS Verification Flow, in which an Easypay apply pays at once. True by default. */
  readonly smsFlow?: boolean | undefined;
  /** What it has to pay out from at the start, as decimal text with two decimals. By default the sandbox's `balance`. */
  readonly balance?: string | undefined;
}

/** A merchant with its keys. */
export interface SandboxMerchant {
  readonly oidPartner: string;
  readonly publicKey: KeyObject;
  /** Undefined where the sandbox got only the public key. */
  readonly privateKey: KeyObject | undefined;
  readonly keysFrom: KeyHome;
  readonly smsFlow: boolean;
  readonly balance: string | undefined;
}

/** The merchant of LianLian's documents. */
export const DEMO_PARTNER = '201304121000001004';

/** Whether a text is the number of a merchant: 18 digits. */
export function isPartnerNumber(text: string): boolean {
  return /^\d{18}$/.test(text);
}

/** The number of a merchant that is not this one: another last digit. */
export function otherPartner(oid_partner: string): string {
  return `${oid_partner.slice(0, -1)}${oid_partner.endsWith('9') ? '8' : '9'}`;
}

/**
 * Parses a merchant's keys.
 *
 * @throws Error for a key that cannot be read, and without any key
 */
export function parseMerchant(options: SandboxMerchantOptions, keysFrom: KeyHome): SandboxMerchant {
  const { oidPartner = DEMO_PARTNER, smsFlow = true, publicKey, privateKey, balance } = options;
  const pair =
    privateKey === undefined ? undefined : keyPairOf(privateKey, `privateKey of the merchant ${oidPartner}`);
  const verifying =
    publicKey === undefined
      ? pair?.publicKey
      : publicKeyOf(publicKey, `publicKey of the merchant ${oidPartner}`);
  if (verifying === undefined) throw new Error(`the merchant ${oidPartner} of the sandbox has no key`);
  return { oidPartner, smsFlow, balance, publicKey: verifying, privateKey: pair?.privateKey, keysFrom };
}

/**
 * The `oid_partner` that is meant: the only merchant's, where none is named.
 *
 * @throws SandboxError for one that the sandbox does not have, and for none where it has several
 */
export function partnerOf(merchants: readonly SandboxMerchant[], oid_partner?: string): string {
  const partners = merchants.map(({ oidPartner }) => oidPartner);
  const [only, ...others] = partners;
  if (oid_partner === undefined && only !== undefined && others.length === 0) return only;
  if (oid_partner !== undefined && partners.includes(oid_partner)) return oid_partner;
  const list = partners.join(', ');
  throw oid_partner === undefined
    ? SandboxError.said(
        409,
        `the sandbox has several merchants: name one of ${list}`,
        `沙箱中有多个商户，请指明其一：${list}`,
      )
    : SandboxError.said(
        404,
        `the sandbox has no merchant ${oid_partner}; it has ${list}`,
        `沙箱中没有商户 ${oid_partner}；现有：${list}`,
      );
}
