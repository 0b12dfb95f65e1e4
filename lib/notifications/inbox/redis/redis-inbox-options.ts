import { type ConfigProblem, LianlianConfigError } from '../../../errors/lianlian-config.error.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

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
  const { prefix = 'lianlian:inbox:', retentionMs = 90 * DAY_MS, timeoutMs = 2_000 } = options;
  const problems: ConfigProblem[] = [];
  if (typeof prefix !== 'string') problems.push({ option: 'RedisInbox prefix', message: 'must be text.' });
  if (retentionMs !== Infinity && !isPositiveInteger(retentionMs)) {
    problems.push({
      option: 'RedisInbox retentionMs',
      message: 'must be a whole number of milliseconds above 0, or Infinity.',
    });
  }
  if (!isPositiveInteger(timeoutMs)) {
    problems.push({
      option: 'RedisInbox timeoutMs',
      message: 'must be a whole number of milliseconds above 0.',
    });
  }
  if (problems.length > 0) throw new LianlianConfigError(problems);
  return { prefix, retentionMs, timeoutMs };
}

function isPositiveInteger(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}
