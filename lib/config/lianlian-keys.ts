import type { KeyObject } from 'node:crypto';

import type { SignType } from '../common/sign-type.js';
import { TokenBucket } from '../common/timing/token-bucket.js';
import { keyFingerprint } from './keys.js';
import type { Merchant } from './settings.js';

/** LianLian signs for all merchants with one key pair, and with two while it changes them: there is room to spare. */
const MOST_KEYS = 8;

/** A public key of LianLian's, with the algorithm that a merchant's settings allow for it. */
export interface KnownKey {
  readonly key: KeyObject;
  readonly signType: SignType;
}

/** Whether a message is signed with this key. */
export type SignatureCheck = (known: KnownKey) => boolean;

/** A key that signed a message, and what it may still cost. */
interface Voucher {
  /** Call it for a message whose merchant turned out not to exist. */
  failed(): void;
}

interface Kept extends KnownKey {
  /** How many messages it may still vouch for that turn out to be for nobody. */
  readonly failures: TokenBucket;
}

/**
 * LianLian's public keys as merchants had them, the last few distinct ones: they tell LianLian's messages from made-up
 * ones before the merchant is known. They make no message valid: the keys of the found merchant do.
 *
 * A key stays when its merchant is gone. Should somebody else hold its private half (an old one that leaked, or one
 * that a tenant made up), it vouches for `failuresPerSecond` unknown merchants a second, and then for nothing.
 */
export class LianlianKeys {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly failuresPerSecond: number) {}

  learn({ lianlianPublicKeys, signType }: Merchant): void {
    for (const key of lianlianPublicKeys) {
      const id = `${signType} ${keyFingerprint(key)}`;
      this.keep(
        id,
        this.kept.get(id) ?? { key, signType, failures: new TokenBucket(this.failuresPerSecond) },
      );
    }
  }

  /** The key that signed a message, unless it vouched for too many that were for nobody. */
  voucherFor(isSigned: SignatureCheck): Voucher | undefined {
    for (const [id, known] of this.kept) {
      if (!isSigned(known)) continue;
      if (!known.failures.has()) return undefined;
      this.keep(id, known);
      return { failed: () => void known.failures.take() };
    }
    return undefined;
  }

  /** The one that was of use last stays the longest. */
  private keep(id: string, known: Kept): void {
    this.kept.delete(id);
    this.kept.set(id, known);
    const [first] = this.kept.keys();
    if (this.kept.size > MOST_KEYS && first !== undefined) this.kept.delete(first);
  }
}
