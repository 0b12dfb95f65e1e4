import { ExpiringMap } from '../common/objects/expiring-map.js';
import { TokenBucket } from '../common/timing/token-bucket.js';
import { withinTime } from '../common/timing/within-time.js';
import { type ConfigProblem, LianlianConfigError } from '../errors/lianlian-config.error.js';
import { configMessages } from './config.messages.js';
import { MERCHANT_OPTIONS, createMerchant } from './create-merchant.js';
import { LianlianKeys, type SignatureCheck } from './lianlian-keys.js';
import type { MerchantSource } from './lianlian-module-options.js';
import { OptionReader } from '../common/options/option-reader.js';
import type { LianlianSettings, Merchant } from './settings.js';

/** A merchant may exist, but could not be looked up. The message says why; the cause is what the app's source threw. */
export class MerchantUnavailable extends Error {}

/**
 * The merchants of a `merchantSource`. Each is looked up once at a time and kept for a while, and so are the numbers
 * that the source does not know: in a map of their own, so that forged numbers do not displace real merchants.
 */
export class LoadedMerchants {
  private readonly known: ExpiringMap<Merchant>;
  private readonly unknown: ExpiringMap<true>;
  private readonly loading = new Map<string, Promise<Merchant | undefined>>();
  private readonly lookUps: TokenBucket;
  private readonly keys: LianlianKeys;

  constructor(
    private readonly source: MerchantSource,
    private readonly limits: LianlianSettings['merchantCache'],
  ) {
    this.known = new ExpiringMap(limits.ttlMs, limits.capacity);
    this.unknown = new ExpiringMap(limits.unknownTtlMs, limits.capacity);
    this.lookUps = new TokenBucket(limits.unknownPerSecond);
    this.keys = new LianlianKeys(limits.unknownPerSecond);
  }

  /**
   * @param isSigned for a number that comes from an unverified message: whether a key signed the message. Where none of
   * LianLian's known keys did, look-ups of unknown numbers are limited.
   * @throws MerchantUnavailable
   */
  async find(oidPartner: string, isSigned?: SignatureCheck): Promise<Merchant | undefined> {
    const kept = this.known.get(oidPartner);
    if (kept !== undefined) return kept;
    if (this.unknown.get(oidPartner) === true) return undefined;
    const running = this.loading.get(oidPartner);
    if (running !== undefined) return running;
    const isTrusted = isSigned === undefined || this.known.has(oidPartner);
    return isTrusted ? this.load(oidPartner) : this.loadClaimed(oidPartner, isSigned);
  }

  /** Takes note of LianLian's keys of a merchant that is not of the source. */
  learnKeys(merchant: Merchant): void {
    this.keys.learn(merchant);
  }

  /** From now on the source is asked again. The result of a look-up under way is not kept: it may be outdated. */
  forget(oidPartner: string | undefined): void {
    if (oidPartner === undefined) {
      for (const map of [this.known, this.unknown, this.loading]) map.clear();
    } else {
      for (const map of [this.known, this.unknown, this.loading]) map.delete(oidPartner);
    }
  }

  values(): readonly Merchant[] {
    return this.known.values();
  }

  /** A signature costs time to check: it is checked where the ration is used up, and then it counts. */
  private async loadClaimed(oidPartner: string, isSigned: SignatureCheck): Promise<Merchant | undefined> {
    if (this.lookUps.take()) {
      const found = await this.load(oidPartner);
      if (found !== undefined) this.lookUps.giveBack();
      return found;
    }
    const voucher = this.keys.voucherFor(isSigned);
    if (voucher === undefined) {
      throw new MerchantUnavailable(configMessages.tooManyUnknown(this.limits.unknownPerSecond));
    }
    const found = await this.load(oidPartner);
    if (found === undefined) voucher.failed();
    return found;
  }

  private load(oidPartner: string): Promise<Merchant | undefined> {
    const load: Promise<Merchant | undefined> = this.ask(oidPartner).then(
      (merchant) => {
        if (this.loading.get(oidPartner) === load) this.keep(oidPartner, merchant);
        return merchant;
      },
      (error: unknown) => {
        if (this.loading.get(oidPartner) === load) this.loading.delete(oidPartner);
        throw error;
      },
    );
    this.loading.set(oidPartner, load);
    return load;
  }

  private keep(oidPartner: string, merchant: Merchant | undefined): void {
    this.loading.delete(oidPartner);
    if (merchant !== undefined) {
      this.known.set(oidPartner, merchant);
      this.unknown.delete(oidPartner);
      this.keys.learn(merchant);
      return;
    }
    this.known.delete(oidPartner);
    this.unknown.set(oidPartner, true);
  }

  private async ask(oidPartner: string): Promise<Merchant | undefined> {
    const { timeoutMs } = this.limits;
    const options = await withinTime(
      this.askSource(oidPartner),
      timeoutMs,
      () => new MerchantUnavailable(configMessages.sourceTooSlow(oidPartner, timeoutMs)),
    );
    return options === null || options === undefined ? undefined : usable(oidPartner, options);
  }

  private async askSource(oidPartner: string): Promise<unknown> {
    try {
      return await this.source.find(oidPartner);
    } catch (cause) {
      throw new MerchantUnavailable(configMessages.sourceFailed(oidPartner), { cause });
    }
  }
}

/** A row of a database may have further columns, and columns that are null: both are passed over. */
function usable(oidPartner: string, options: unknown): Merchant {
  const problems: ConfigProblem[] = [];
  const reader = new OptionReader(knownOptions(options), '', problems);
  const merchant = createMerchant(reader);
  if (problems.length === 0 && merchant.oidPartner !== oidPartner) {
    reader.problem('oidPartner', configMessages.otherMerchantFound(oidPartner));
  }
  if (problems.length === 0) return merchant;
  const headline = configMessages.sourceMerchantUnusable(oidPartner);
  throw new MerchantUnavailable(headline, {
    cause: new LianlianConfigError(problems, { headline: `${headline}:` }),
  });
}

function knownOptions(options: unknown): Record<string, unknown> {
  return Object.fromEntries(
    MERCHANT_OPTIONS.map((name) => [name, Reflect.get(Object(options) as object, name) ?? undefined]),
  );
}
