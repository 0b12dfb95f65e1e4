import { readOptions } from '../../../common/options/read-options.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const OPTIONS = ['prefix', 'retentionMs', 'timeoutMs'] as const satisfies (keyof RedisInboxOptions)[];

/** How a `RedisInbox` keeps what it knows. */
export interface RedisInboxOptions {
  /** What its keys begin with. Two apps on one Redis take different ones. Default `'lianlian:inbox:'`. */
  readonly prefix?: string | undefined;
  /**
   * How long a completed notification is remembered, in milliseconds. Default 90 days; `Infinity` keeps it. One
   * takes about 200 bytes. Longer than the app may still be sent a copy, or a replayed return.
   */
  readonly retentionMs?: number | undefined;
  /** How long one operation may take, in milliseconds, whatever the client would wait. Default 2000. */
  readonly timeoutMs?: number | undefined;
}

export type RedisInboxSettings = {
  readonly [Name in keyof RedisInboxOptions]-?: NonNullable<RedisInboxOptions[Name]>;
};

/** @throws LianlianConfigError naming the options that make no sense */
export function redisInboxSettingsOf(options: RedisInboxOptions): RedisInboxSettings {
  return readOptions(options, { of: 'RedisInbox', known: OPTIONS }, (reader) => ({
    prefix: reader.anyText('prefix', 'lianlian:inbox:'),
    // Redis keeps the time, and no timer of Node.
    retentionMs: reader.positiveInteger('retentionMs', 90 * DAY_MS, {
      most: Number.MAX_SAFE_INTEGER,
      orInfinity: true,
    }),
    timeoutMs: reader.positiveInteger('timeoutMs', 2_000),
  }));
}
