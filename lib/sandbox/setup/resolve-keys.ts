import { type KeyHome, type KeyPair, keyPairOf, newKeyPair, pemOf } from '../common/keys.js';
import {
  DEMO_PARTNER,
  isPartnerNumber,
  type SandboxMerchant,
  parseMerchant,
  type SandboxMerchantOptions,
} from '../common/merchants.js';
import type { SandboxStartOptions } from '../settings.js';
import { KeysDir, type KnownKeys } from '../state/keys-dir.js';
import type { SavedKeys } from '../state/state-lines.js';

/** LianLian's pair. */
export type LianlianPair = KeyPair & { readonly keysFrom: KeyHome };

/** The keys of LianLian and of every merchant. */
export interface ResolvedKeys {
  readonly lianlian: LianlianPair;
  readonly merchants: readonly SandboxMerchant[];
  /** Private keys that only the sandbox has, by owner: the state file keeps them. */
  readonly made: SavedKeys;
}

/** Whose keys these are, in the names of files and in the state file. */
export const LIANLIAN = 'lianlian';
export const ownerOf = (oidPartner: string): string => `merchant-${oidPartner}`;

/**
 * Takes each key from the options, from `keysDir` or from an earlier run, or makes it.
 *
 * @throws Error for a key that cannot be read, a merchant number that is not 18 digits or occurs twice
 */
export async function resolveKeys(
  options: SandboxStartOptions,
  saved: SavedKeys = {},
): Promise<ResolvedKeys> {
  const {
    modulusLength = 2048,
    keyFormat = 'pkcs8',
    lianlianKey,
    keysDir,
    merchants: given = [{}],
  } = options;
  assertMerchants(given);
  const folder =
    keysDir === undefined ? undefined : await KeysDir.open(keysDir, { modulusLength, keyFormat });
  const keysFrom = folder === undefined ? 'sandbox' : 'folder';
  const made: Record<string, string> = {};

  async function pairOf(owner: string): Promise<KnownKeys> {
    if (folder !== undefined) return folder.keysOf(owner);
    const known = saved[owner];
    const pair =
      known === undefined
        ? await newKeyPair(modulusLength)
        : keyPairOf(known, `the key of ${owner} in the state file`);
    made[owner] = pemOf(pair.privateKey);
    return pair;
  }

  async function lianlianPair(): Promise<LianlianPair> {
    if (lianlianKey !== undefined) {
      return { ...keyPairOf(lianlianKey, 'lianlianKey'), keysFrom: 'options' };
    }
    const { publicKey, privateKey } = await pairOf(LIANLIAN);
    if (privateKey !== undefined) return { publicKey, privateKey, keysFrom };
    throw new Error(`${String(keysDir)} has lianlian.public.pem without lianlian.private.pem: delete it`);
  }

  async function merchant(each: SandboxMerchantOptions): Promise<SandboxMerchant> {
    const hasKeys = each.publicKey !== undefined || each.privateKey !== undefined;
    if (hasKeys) return parseMerchant(each, 'options');
    const { oidPartner = DEMO_PARTNER } = each;
    return parseMerchant({ ...each, ...(await pairOf(ownerOf(oidPartner))) }, keysFrom);
  }

  const [lianlian, ...merchants] = await Promise.all([lianlianPair(), ...given.map(merchant)]);
  return { lianlian, merchants, made };
}

function assertMerchants(merchants: readonly SandboxMerchantOptions[]): void {
  if (merchants.length === 0) throw new Error('the sandbox needs a merchant');
  const partners = merchants.map(({ oidPartner = DEMO_PARTNER }) => oidPartner);
  if (!partners.every(isPartnerNumber)) {
    throw new Error('oidPartner of a sandbox merchant must be 18 digits');
  }
  if (new Set(partners).size < partners.length) {
    throw new Error('two merchants of the sandbox have the same oidPartner');
  }
}
