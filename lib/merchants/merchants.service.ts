import { Inject, Injectable } from '@nestjs/common';

import { isBlank } from '../common/blank.js';
import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import type { LogFields } from '../common/logging/log-fields.js';
import { MERCHANT_OPTIONS, createMerchant } from '../config/create-merchant.js';
import type { LianlianMerchantOptions } from '../config/lianlian-module-options.js';
import { MerchantRegistry } from '../config/merchant-registry.js';
import { OptionReader } from '../common/options/option-reader.js';
import { LIANLIAN_SETTINGS, type LianlianSettings, type Merchant } from '../config/settings.js';
import { type ConfigProblem, LianlianConfigError } from '../errors/lianlian-config.error.js';
import { merchantMessages } from './merchant.messages.js';
import { trialProblems } from '../wire/trial-signature.js';
import { type MerchantSummary, summaryOf } from './merchant-summary.js';

/** The options of a merchant that can change. What is left out or undefined stays; an empty text removes an option. */
export type MerchantChanges = Partial<Omit<LianlianMerchantOptions, 'oidPartner'>>;

/**
 * The merchants, while the app runs: keys and settings change without a restart.
 *
 * A change is checked as at start, a trial signature included, and takes effect as a whole or not at all. A call that
 * is under way ends with what it began with; every later call and notification has the new keys and settings. Only this
 * process changes: other processes, and the next start, take them from where the options come from.
 */
@Injectable()
export class MerchantsService {
  private readonly logger = new LianlianLogger();
  private changes: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    private readonly registry: MerchantRegistry,
  ) {}

  /** The merchants that are known now, those of a `merchantSource` as far as they are kept. The list holds no secret. */
  list(): readonly MerchantSummary[] {
    return [
      ...this.registry.own().map((merchant) => summaryOf(merchant, 'options')),
      ...this.registry.kept().map((merchant) => summaryOf(merchant, 'source')),
    ];
  }

  /**
   * Takes a further merchant, where the module was given `merchants` (of one entry, at first) or a `merchantSource`:
   * there every request names its `oid_partner`, and every expected payment and refund, from the start.
   *
   * @throws LianlianConfigError with every problem; nothing is changed then. Where the module was given one merchant, it
   * says what has to be written first
   * @example await lianlian.merchants.add({ oidPartner: '201304121000009009', privateKey, lianlianPublicKey });
   */
  add(options: LianlianMerchantOptions): Promise<MerchantSummary> {
    return this.inTurn(async () => {
      if (!this.registry.hasSeveral) {
        throw refusal(merchantMessages.merchantNotAdded(), 'merchants', merchantMessages.writtenForOne());
      }
      const merchant = await this.checked(options, merchantMessages.merchantNotAdded());
      if (this.ownMerchant(merchant.oidPartner) !== undefined) {
        throw refusal(merchantMessages.merchantNotAdded(), 'oidPartner', merchantMessages.knownMerchant());
      }
      this.registry.put(merchant);
      this.registry.forget(merchant.oidPartner);
      this.logger.log(merchantMessages.merchantAdded(merchant.oidPartner), about(merchant.oidPartner));
      this.warnOfGaps(merchant);
      return summaryOf(merchant, 'options');
    });
  }

  /**
   * Changes keys or settings of a merchant. Resolves when they are in effect.
   *
   * @throws LianlianConfigError with every problem; nothing is changed then
   * @example
   * await lianlian.merchants.update('201304121000001004', { lianlianPublicKey: [current, next] });
   * await lianlian.merchants.update('201304121000001004', { privateKey: readFileSync('keys/new.pem') });
   */
  update(oidPartner: string, changes: MerchantChanges): Promise<MerchantSummary> {
    return this.inTurn(async () => {
      const headline = merchantMessages.merchantUnchanged(oidPartner);
      const merchant = this.required(oidPartner, headline);
      const changed = Object.entries(changes).filter(([, value]) => value !== undefined);
      if (changed.some(([name]) => name === 'oidPartner')) {
        throw refusal(headline, 'oidPartner', merchantMessages.fixedOption());
      }
      const merchantNow = await this.checked(
        { ...withoutReplaced(merchant, changes), ...Object.fromEntries(changed) },
        headline,
      );
      this.registry.put(merchantNow);
      const names = changed.map(([name]) => name);
      this.logger.log(merchantMessages.merchantChanged(oidPartner, names), about(oidPartner));
      if (merchant.notifyUrl !== undefined) this.warnOfGaps(merchantNow);
      return summaryOf(merchantNow, 'options');
    });
  }

  /**
   * Gives a merchant up: its notifications are refused from now on.
   *
   * @throws LianlianConfigError for an unknown one, and for the last one where there is no `merchantSource`
   */
  remove(oidPartner: string): Promise<void> {
    return this.inTurn(() => {
      const headline = merchantMessages.merchantNotRemoved(oidPartner);
      this.required(oidPartner, headline);
      if (this.registry.own().length === 1 && !this.registry.hasSource) {
        throw refusal(headline, 'oidPartner', merchantMessages.lastMerchant());
      }
      this.registry.remove(oidPartner);
      this.logger.log(merchantMessages.merchantRemoved(oidPartner), about(oidPartner));
    });
  }

  /** Makes the module ask `merchantSource` again about one merchant, or about all, without waiting for `merchantCache.ttlMs`. */
  reload(oidPartner?: string): void {
    this.registry.forget(oidPartner);
  }

  /** One change after another: of two at once neither is lost. */
  private inTurn<T>(change: () => T | Promise<T>): Promise<T> {
    const turn = this.changes.then(change);
    this.changes = turn.catch(() => undefined);
    return turn;
  }

  private async checked(options: object, headline: string): Promise<Merchant> {
    const problems: ConfigProblem[] = [];
    const reader = new OptionReader(options, '', problems);
    reader.refuseUnknown(MERCHANT_OPTIONS);
    const merchant = createMerchant(reader);
    if (problems.length > 0) throw new LianlianConfigError(problems, { headline });
    const [trial, ...others] = await trialProblems(merchant, this.settings.http.timeoutMs);
    if (trial === undefined) return merchant;
    const found = [trial, ...others].map(({ option, message }) => ({ option, message }));
    throw new LianlianConfigError(found, { headline, cause: trial.cause });
  }

  /** What a merchant goes without, and nothing else would say so. */
  private warnOfGaps({ oidPartner, notifyUrl }: Merchant): void {
    const { confirmByQuery } = this.settings.notifications;
    if (notifyUrl === undefined)
      this.logger.warn(merchantMessages.noNotifyUrl(oidPartner), about(oidPartner));
    if (typeof confirmByQuery !== 'boolean' && !confirmByQuery.includes(oidPartner)) {
      this.logger.warn(merchantMessages.notConfirmed(oidPartner), about(oidPartner));
    }
  }

  private ownMerchant(oidPartner: string): Merchant | undefined {
    return this.registry.own().find((merchant) => merchant.oidPartner === oidPartner);
  }

  private required(oidPartner: string, headline: string): Merchant {
    const merchant = this.ownMerchant(oidPartner);
    if (merchant !== undefined) return merchant;
    const message = this.registry.hasSource
      ? merchantMessages.merchantOfSource()
      : merchantMessages.noSuchMerchant();
    throw refusal(headline, 'oidPartner', message);
  }
}

/** The merchant as options, without what the changes replace. */
function withoutReplaced(merchant: Merchant, { privateKey, signer }: MerchantChanges): object {
  const { lianlianPublicKeys, publicKey, ...others } = merchant;
  const options = { ...others, lianlianPublicKey: lianlianPublicKeys };
  if (signer !== undefined) return { ...options, privateKey: undefined };
  if (!isBlank(privateKey)) return { ...options, signer: undefined };
  return { ...options, publicKey };
}

function refusal(headline: string, option: string, message: string): LianlianConfigError {
  return new LianlianConfigError([{ option, message }], { headline });
}

function about(oidPartner: string): LogFields {
  return { oid_partner: oidPartner };
}
