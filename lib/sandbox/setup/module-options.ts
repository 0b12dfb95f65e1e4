import type { KeyObject } from 'node:crypto';
import { apis } from '../apis/list.js';
import { pathOf } from '../apis/api.js';
import { pemOf } from '../common/keys.js';
import type { SandboxMerchant } from '../common/merchants.js';
import type { SandboxAddresses } from '../contract.js';

/** A merchant, as `LianlianModule` takes it. */
export interface MerchantModuleOptions {
  readonly oidPartner: string;
  /** PKCS#8 PEM. */
  readonly privateKey: string;
  /** SPKI PEM. */
  readonly lianlianPublicKey: string;
}

/** Where the sandbox is, as `LianlianModule` takes it. */
interface AddressOptions {
  readonly gateway: string;
  /** Where forms lead that a payer's browser posts, if it reaches the sandbox at another address. */
  readonly endpoints?: Readonly<Record<string, string>>;
}

/** Spread into `LianlianModule.forRoot` where the sandbox has one merchant. */
export interface SingleMerchantModuleOptions extends MerchantModuleOptions, AddressOptions {}

/** Spread into `LianlianModule.forRoot` where the sandbox has several. */
export interface SeveralMerchantsModuleOptions extends AddressOptions {
  readonly merchants: MerchantModuleOptions[];
}

/** What a shop needs to talk to the sandbox. */
export function moduleOptionsOf(
  merchants: readonly SandboxMerchant[],
  lianlianPublicKey: KeyObject,
  { url: gateway, publicUrl }: Pick<SandboxAddresses, 'url' | 'publicUrl'>,
): SingleMerchantModuleOptions | SeveralMerchantsModuleOptions {
  const [first, ...others] = merchants.map((merchant) => optionsOf(merchant, pemOf(lianlianPublicKey)));
  if (first === undefined) throw new Error('the sandbox has no merchant');
  const where = publicUrl === gateway ? { gateway } : { gateway, endpoints: formsLeadTo(publicUrl) };
  return others.length === 0 ? { ...first, ...where } : { merchants: [first, ...others], ...where };
}

/** The address of each API that a browser posts a form to. */
function formsLeadTo(origin: string): Readonly<Record<string, string>> {
  const pages = apis.filter(({ kind }) => kind === 'page');
  return Object.fromEntries(pages.map((api) => [api.id, origin + pathOf(api)]));
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
