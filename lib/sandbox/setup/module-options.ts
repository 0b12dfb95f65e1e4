import type { KeyObject } from 'node:crypto';
import { pemOf } from '../common/keys.js';
import type { SandboxMerchant } from '../common/merchants.js';

/** A merchant, as `LianlianModule` takes it. */
export interface MerchantModuleOptions {
  readonly oidPartner: string;
  /** PKCS#8 PEM. */
  readonly privateKey: string;
  /** SPKI PEM. */
  readonly lianlianPublicKey: string;
}

/** Spread into `LianlianModule.forRoot` where the sandbox has one merchant. */
export interface SingleMerchantModuleOptions extends MerchantModuleOptions {
  readonly gateway: string;
}

/** Spread into `LianlianModule.forRoot` where the sandbox has several. */
export interface SeveralMerchantsModuleOptions {
  readonly merchants: MerchantModuleOptions[];
  readonly gateway: string;
}

/** What a shop needs to talk to the sandbox. */
export function moduleOptionsOf(
  merchants: readonly SandboxMerchant[],
  lianlianPublicKey: KeyObject,
  gateway: string,
): SingleMerchantModuleOptions | SeveralMerchantsModuleOptions {
  const [first, ...others] = merchants.map((merchant) => optionsOf(merchant, pemOf(lianlianPublicKey)));
  if (first === undefined) throw new Error('the sandbox has no merchant');
  return others.length === 0 ? { ...first, gateway } : { merchants: [first, ...others], gateway };
}

function optionsOf(
  { oidPartner, privateKey }: SandboxMerchant,
  lianlianPublicKey: string,
): MerchantModuleOptions {
  if (privateKey === undefined) {
    throw new Error(`the sandbox was given only the public key of ${oidPartner}: its private key is yours`);
  }
  return { oidPartner, privateKey: pemOf(privateKey), lianlianPublicKey };
}
