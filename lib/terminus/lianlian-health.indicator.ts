import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';

import { respondsWithin } from '../common/inbox/ask-inbox.js';
import { readOptions } from '../common/options/read-options.js';
import { NOTIFICATION_INBOX, type NotificationInbox } from '../common/inbox/notification-inbox.js';
import { lianlianProvider } from '../config/lianlian-provider.js';
import { MerchantRegistry } from '../config/merchant-registry.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../config/settings.js';
import { LianlianEvents } from '../notifications/model/lianlian-events.js';
import { assertCanSign } from '../wire/trial-signature.js';

/** How long a merchant's signer may take: a health check does not wait for the whole time of a call. */
const MAX_TRIAL_MS = 2_000;

const OPTIONS = ['inboxTimeoutMs', 'maxSilenceMs'] as const satisfies (keyof LianlianHealthOptions)[];

/** What counts as healthy. */
export interface LianlianHealthOptions {
  /** How long the inbox may take to answer, in milliseconds. Default 1000. */
  readonly inboxTimeoutMs?: number | undefined;
  /**
   * How long there may be no notification, in milliseconds. Without it silence is no fault. It counts from the start
   * of this process and for this process: for shops in which somebody always pays, and not for processes that only
   * handle a queue.
   */
  readonly maxSilenceMs?: number | undefined;
}

/** What a health check shows, beside its status. No secret is in it. */
export interface LianlianHealth extends Record<string, unknown> {
  readonly inbox: 'reachable' | 'unreachable';
  readonly keys: 'valid' | 'invalid';
  /** When this process last received a notification, as an ISO time; null if it has not. */
  readonly lastNotification: string | null;
  readonly silence: 'not-checked' | 'within-limit' | 'too-long';
}

/**
 * A health check for `@nestjs/terminus`: whether the inbox can be reached, every merchant's key can sign, and
 * notifications come.
 *
 * @example
 * @Module({ imports: [TerminusModule], controllers: [HealthController], providers: [LianlianHealthIndicator] })
 * export class HealthModule {}
 *
 * @Get('health') @HealthCheck()
 * check() {
 *   return this.health.check([() => this.lianlian.isHealthy('lianlian', { maxSilenceMs: 3_600_000 })]);
 * }
 */
@Injectable()
export class LianlianHealthIndicator {
  private readonly startedAt = Date.now();
  /** Private, so that printing the indicator does not print the whole app behind it, with all its secrets. */
  readonly #moduleRef: ModuleRef;

  constructor(
    private readonly indicator: HealthIndicatorService,
    moduleRef: ModuleRef,
  ) {
    this.#moduleRef = moduleRef;
  }

  /** @throws LianlianConfigError where `LianlianModule` is not imported, or an option is misspelt or no such number */
  async isHealthy<const Key extends string>(
    key: Key,
    options: LianlianHealthOptions = {},
  ): Promise<HealthIndicatorResult<Key>> {
    const { inboxTimeoutMs, maxSilenceMs } = healthOptionsOf(options);
    const last = this.ofLianlian<LianlianEvents>(LianlianEvents).lastReceived()?.at;
    const inbox = this.ofLianlian<NotificationInbox>(NOTIFICATION_INBOX);
    const isReachable = await respondsWithin(inbox, inboxTimeoutMs);
    const health: LianlianHealth = {
      inbox: isReachable ? 'reachable' : 'unreachable',
      keys: (await this.canSign()) ? 'valid' : 'invalid',
      lastNotification: last?.toISOString() ?? null,
      silence: silenceOf(last?.getTime() ?? this.startedAt, maxSilenceMs),
    };
    const session = this.indicator.check(key);
    const isUp = isReachable && health.keys === 'valid' && health.silence !== 'too-long';
    return isUp ? session.up(health) : session.down(health);
  }

  private async canSign(): Promise<boolean> {
    const { http } = this.ofLianlian<LianlianSettings>(LIANLIAN_SETTINGS);
    try {
      await assertCanSign(
        this.ofLianlian<MerchantRegistry>(MerchantRegistry).own(),
        Math.min(http.timeoutMs, MAX_TRIAL_MS),
      );
      return true;
    } catch {
      return false;
    }
  }

  private ofLianlian<T>(token: symbol | (new (...args: never[]) => T)): T {
    return lianlianProvider(this.#moduleRef, token, 'LianlianHealthIndicator');
  }
}

function healthOptionsOf(options: LianlianHealthOptions): {
  inboxTimeoutMs: number;
  maxSilenceMs: number | undefined;
} {
  const owner = { of: 'isHealthy', known: OPTIONS, headline: 'The health of LianLian was not checked:' };
  return readOptions(options, owner, (reader) => ({
    inboxTimeoutMs: reader.positiveInteger('inboxTimeoutMs', 1_000),
    // Compared with a time that passed, and no timer.
    maxSilenceMs: reader.positiveInteger('maxSilenceMs', undefined, { most: Number.MAX_SAFE_INTEGER }),
  }));
}

function silenceOf(since: number, maxSilenceMs: number | undefined): LianlianHealth['silence'] {
  if (maxSilenceMs === undefined) return 'not-checked';
  return Date.now() - since > maxSilenceMs ? 'too-long' : 'within-limit';
}
