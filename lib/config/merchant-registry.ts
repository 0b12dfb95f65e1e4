import { Inject, Injectable } from '@nestjs/common';

import type { LianlianSettings, Merchant } from './settings.js';
import { LIANLIAN_SETTINGS } from './tokens.js';

/** Finds merchants by their number. Asynchronous, so that a database of merchants can take its place. */
@Injectable()
export class MerchantRegistry {
  private readonly merchants: ReadonlyMap<string, Merchant>;

  constructor(@Inject(LIANLIAN_SETTINGS) settings: LianlianSettings) {
    this.merchants = new Map(settings.merchants.map((merchant) => [merchant.oidPartner, merchant]));
  }

  /** With several merchants every request must name one, and every expected payment its merchant. */
  get hasSeveral(): boolean {
    return this.merchants.size > 1;
  }

  find(oidPartner: string): Promise<Merchant | undefined> {
    return Promise.resolve(this.merchants.get(oidPartner));
  }

  /** The only merchant, or undefined if there are several. */
  single(): Promise<Merchant | undefined> {
    const [first] = this.merchants.values();
    return Promise.resolve(this.hasSeveral ? undefined : first);
  }
}
