import { Inject, Injectable } from '@nestjs/common';

import { isMerchantNumber } from '../common/merchant-number.js';
import type { SignatureCheck } from './lianlian-keys.js';
import { LoadedMerchants } from './loaded-merchants.js';
import { LIANLIAN_SETTINGS, type LianlianSettings, type Merchant } from './settings.js';

/**
 * The merchants as they are now: those of the options, with the changes that were made since, and those of a
 * `merchantSource`.
 *
 * A merchant is replaced as a whole and never changed, so that its key and its settings always belong together.
 */
@Injectable()
export class MerchantRegistry {
  /**
   * With several merchants every request must name one, and every expected payment its merchant. It never changes: an
   * app that was written for one has neither, and one that was written for several has both while only one is known.
   */
  readonly hasSeveral: boolean;
  private readonly merchants: Map<string, Merchant>;
  private readonly loaded: LoadedMerchants | undefined;

  constructor(
    @Inject(LIANLIAN_SETTINGS)
    { merchants, takesSeveral, merchantSource, merchantCache }: LianlianSettings,
  ) {
    this.hasSeveral = takesSeveral;
    this.merchants = new Map(merchants.map((merchant) => [merchant.oidPartner, merchant]));
    if (merchantSource === undefined) return;
    this.loaded = new LoadedMerchants(merchantSource, merchantCache);
    for (const merchant of merchants) this.loaded.learnKeys(merchant);
  }

  get hasSource(): boolean {
    return this.loaded !== undefined;
  }

  /**
   * The merchant that the app names.
   *
   * @throws MerchantUnavailable if its source fails
   */
  find(oidPartner: string): Promise<Merchant | undefined> {
    return this.lookUp(oidPartner);
  }

  /**
   * The merchant that an unverified message names.
   *
   * @param isSigned whether a key signed the message: where LianLian did, by a key that is known, it is looked up
   * however many others are asked about
   * @throws MerchantUnavailable if its source fails, or is asked about too many unknown ones
   */
  findClaimed(oidPartner: string, isSigned: SignatureCheck): Promise<Merchant | undefined> {
    return this.lookUp(oidPartner, isSigned);
  }

  /** The merchant of an app that was written for one, or undefined. */
  single(): Promise<Merchant | undefined> {
    const [first] = this.merchants.values();
    return Promise.resolve(this.hasSeveral ? undefined : first);
  }

  /** Those of the options, and those that were added. */
  own(): readonly Merchant[] {
    return [...this.merchants.values()];
  }

  /** Those that the source gave, and that are still kept. */
  kept(): readonly Merchant[] {
    return this.loaded?.values() ?? [];
  }

  put(merchant: Merchant): void {
    this.merchants.set(merchant.oidPartner, merchant);
    this.loaded?.learnKeys(merchant);
  }

  remove(oidPartner: string): void {
    this.merchants.delete(oidPartner);
  }

  /** From now on the source is asked again about one merchant, or about all. */
  forget(oidPartner?: string): void {
    this.loaded?.forget(oidPartner);
  }

  private lookUp(oidPartner: string, isSigned?: SignatureCheck): Promise<Merchant | undefined> {
    const own = this.merchants.get(oidPartner);
    if (own !== undefined || this.loaded === undefined || !isMerchantNumber(oidPartner))
      return Promise.resolve(own);
    return this.loaded.find(oidPartner, isSigned);
  }
}
