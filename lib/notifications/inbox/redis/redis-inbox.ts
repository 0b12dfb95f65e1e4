import { randomUUID } from 'node:crypto';

import type { InboxClaim, NotificationInbox } from '../../../common/notification-inbox.js';
import { type RedisClient, runScript, type ScriptCaller, scriptCallerOf } from './redis-client.js';
import {
  type RedisInboxOptions,
  type RedisInboxSettings,
  redisInboxSettingsOf,
} from './redis-inbox-options.js';
import { CLAIM, COMPLETE, RELEASE, RENEW, type RedisScript } from './scripts.js';
import { didNotAnswer, withinTime } from '../../../common/within-time.js';

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

  async claim(key: string, leaseMs: number): Promise<InboxClaim> {
    const token = randomUUID();
    // A claim that Redis made after the time-out would keep the next copies away for its whole lease.
    const giveBack = (status: string): void => {
      if (status === 'claimed') this.release(key, token).catch(() => undefined);
    };
    const status = await this.run(CLAIM, key, [claimOf(token), milliseconds(leaseMs)], giveBack);
    if (status === 'claimed') return { status, token };
    if (status === 'done' || status === 'busy') return { status };
    throw new Error('Redis gave a response that is not one of the inbox.');
  }

  async renew(key: string, token: string, leaseMs: number): Promise<boolean> {
    return (await this.run(RENEW, key, [claimOf(token), milliseconds(leaseMs)])) === 'held';
  }

  async complete(key: string, token: string): Promise<boolean> {
    const { retentionMs } = this.settings;
    const retention = retentionMs === Infinity ? 'forever' : String(retentionMs);
    return (await this.run(COMPLETE, key, [claimOf(token), retention])) === 'held';
  }

  async release(key: string, token: string): Promise<boolean> {
    return (await this.run(RELEASE, key, [claimOf(token)])) === 'held';
  }

  private run(
    script: RedisScript,
    key: string,
    values: string[],
    late?: (result: string) => void,
  ): Promise<string> {
    const { prefix, timeoutMs } = this.settings;
    const result = runScript(this.caller, script, prefix + key, values);
    return withinTime(result, timeoutMs, () => didNotAnswer('Redis', timeoutMs), late);
  }
}

function claimOf(token: string): string {
  return `claim:${token}`;
}

/** Redis takes whole milliseconds only, and none that are not above 0. */
function milliseconds(duration: number): string {
  return String(Math.max(1, Math.ceil(duration)));
}
