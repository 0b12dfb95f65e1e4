import type { KeyObject } from 'node:crypto';
import { type KeyInput, keyPairOf, newKeyPair, publicKeyOf } from './keys.js';

/** A merchant of the sandbox. */
export interface SandboxMerchantOptions {
  /** 18 digits. `201304121000001004` by default. */
  readonly oidPartner?: string | undefined;
  /** What the sandbox verifies this merchant's requests with. Not needed beside `privateKey`. */
  readonly publicKey?: KeyInput | undefined;
  /** What the merchant signs with. Made where neither key is given. */
  readonly privateKey?: KeyInput | undefined;
  /** False: No SMS Verification Flow, an Easypay apply pays at once. True by default. */
  readonly smsFlow?: boolean | undefined;
}

/** A merchant with its keys. */
export interface Merchant {
  readonly oidPartner: string;
  readonly publicKey: KeyObject;
  /** Unknown to a sandbox that got only the public key. */
  readonly privateKey: KeyObject | undefined;
  readonly smsFlow: boolean;
}

/** The merchant of LianLian's documents. */
export const DEMO_PARTNER = '201304121000001004';

/** Parses or makes a merchant's keys. */
export async function merchantOf(options: SandboxMerchantOptions, modulusLength: number): Promise<Merchant> {
  const { oidPartner = DEMO_PARTNER, smsFlow = true } = options;
  if (!/^\d{18}$/.test(oidPartner)) throw new Error('oidPartner of a sandbox merchant must be 18 digits');
  return { oidPartner, smsFlow, ...(await keysOf(options, modulusLength)) };
}

async function keysOf(
  { privateKey, publicKey }: SandboxMerchantOptions,
  modulusLength: number,
): Promise<Pick<Merchant, 'publicKey' | 'privateKey'>> {
  if (publicKey !== undefined) {
    const pair = privateKey === undefined ? undefined : keyPairOf(privateKey);
    return { publicKey: publicKeyOf(publicKey), privateKey: pair?.privateKey };
  }
  return privateKey === undefined ? newKeyPair(modulusLength) : keyPairOf(privateKey);
}
