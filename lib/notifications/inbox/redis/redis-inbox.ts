import { randomUUID } from 'node:crypto';

import type { NotificationInbox, OnceLimits, OnceResult } from '../../../common/inbox/notification-inbox.js';
import { InboxRefusal } from '../../../common/inbox/inbox-refusal.js';
import { redisRefusal } from '../../../common/redis/redis-refusal.js';
import { onceLimitsOf } from '../../../common/inbox/once-limits.js';
import { type RedisClient, runScript, type ScriptCaller, scriptCallerOf } from './redis-client.js';
import {
  type RedisInboxOptions,
  type RedisInboxSettings,
  redisInboxSettingsOf,
} from './redis-inbox-options.js';
import { inboxRefusals } from './inbox-refusals.js';
import { HeldClaim } from './held-claim.js';
import { CLAIM, COMPLETE, RECALL, RELEASE, RENEW, type RedisScript } from './scripts.js';
import { didNotAnswer, withinTime } from '../../../common/timing/within-time.js';

/**
 * An inbox in Redis or Valkey, shared by all processes of an app: one handler run for all copies of a
 * notification, on however many machines.
 *
 * It takes a client that the app has, of ioredis or node-redis, a cluster's too. It neither connects nor closes
 * it. Close the client in `onApplicationShutdown`, not before: handlers that still run complete their claims
 * through it.
 *
 * What it promises is what Redis promises:
 * - While Redis keeps its data, copies run the handler once, and a crashed handler runs again when its lease ends.
 * - Data that Redis loses (a crash with `appendfsync everysec`: the last second; no AOF: everything since the last
 *   snapshot; a failover: what the replica had not yet received) makes completed notifications new: a copy that
 *   LianLian still sends runs the handler again. `appendfsync always` on a single server loses nothing. Return
 *   `oid_paybill` from `expectedPayment`, and a second run never reaches `onPayment`.
 * - `maxmemory-policy` must be `noeviction`: all others may drop claims and completed keys.
 *
 * While Redis is away, every operation rejects within `timeoutMs` and the notification gets a 503. Clients that
 * queue commands meanwhile answer sooner without their queue: ioredis with `enableOfflineQueue: false` or
 * `maxRetriesPerRequest: 1`, node-redis with `disableOfflineQueue: true`.
 *
 * @example
 * LianlianModule.forRootAsync({
 *   inject: [REDIS],
 *   useFactory: (redis: Redis) => ({ ...merchant, notifications: { inbox: new RedisInbox(redis) } }),
 * })
 */
export class RedisInbox implements NotificationInbox {
  private readonly settings: RedisInboxSettings;
  private readonly caller: ScriptCaller;

  /** @throws LianlianConfigError when the client is none, or naming an option that makes no sense */
  constructor(client: RedisClient, options: RedisInboxOptions = {}) {
    this.settings = redisInboxSettingsOf(options);
    this.caller = scriptCallerOf(client);
  }

  async once(
    key: string,
    outcome: string,
    work: () => Promise<void>,
    limits?: OnceLimits,
  ): Promise<OnceResult> {
    const { leaseMs, maxHandlingMs } = onceLimitsOf(limits);
    const token = randomUUID();
    const release = (): Promise<string> => this.run(RELEASE, key, [claimOf(token)]);
    // A claim that Redis made after the time-out would keep the next copies away for its whole lease.
    const giveBack = (response: string): void => {
      if (response === 'claimed') release().catch(() => undefined);
    };
    const response = await this.run(CLAIM, key, [claimOf(token), milliseconds(leaseMs)], giveBack);
    if (response.startsWith(DONE)) return { status: 'done', outcome: outcomeIn(response) };
    if (response === 'busy') return { status: 'busy' };
    if (response !== 'claimed') throw new Error('Redis gave a response that is not one of the inbox.');

    const claim = new HeldClaim({
      renew: () => this.told(RENEW, key, [claimOf(token), milliseconds(leaseMs)]),
      complete: () => this.told(COMPLETE, key, [claimOf(token), doneOf(outcome, token), this.retention]),
      release,
    });
    claim.hold(leaseMs, maxHandlingMs);
    try {
      await work();
    } catch (error) {
      await claim.giveBack();
      throw error;
    }
    return { status: (await claim.complete()) ? 'ran' : 'lost' };
  }

  async recall(key: string): Promise<string | undefined> {
    const value = await this.run(RECALL, key, []);
    return value.startsWith(DONE) ? outcomeIn(value) : undefined;
  }

  private get retention(): string {
    const { retentionMs } = this.settings;
    return retentionMs === Infinity ? 'forever' : String(retentionMs);
  }

  private async told(script: RedisScript, key: string, values: string[]): Promise<boolean> {
    return (await this.run(script, key, values)) === 'held';
  }

  private run(
    script: RedisScript,
    key: string,
    values: string[],
    late?: (result: string) => void,
  ): Promise<string> {
    const { prefix, timeoutMs } = this.settings;
    const result = runScript(this.caller, script, prefix + key, values).catch((cause: unknown) => {
      const refusal = redisRefusal(cause, inboxRefusals);
      throw refusal === undefined ? cause : new InboxRefusal(refusal, { cause });
    });
    return withinTime(result, timeoutMs, () => didNotAnswer('Redis', timeoutMs), late);
  }
}

const DONE = 'done:';

function claimOf(token: string): string {
  return `claim:${token}`;
}

/** With the token of the run, so that a completion that a client sends twice finds itself. */
function doneOf(outcome: string, token: string): string {
  return `${DONE}${outcome}#${token}`;
}

function outcomeIn(done: string): string {
  return done.slice(DONE.length, done.lastIndexOf('#'));
}

/** Redis takes whole milliseconds only. */
function milliseconds(duration: number): string {
  return String(Math.ceil(duration));
}
