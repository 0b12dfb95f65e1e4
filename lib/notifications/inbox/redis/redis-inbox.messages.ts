const CLIENTS =
  'must be a client of ioredis, iovalkey or node-redis (not its options, and not a promise of it)';

/** What may be wrong with what a `RedisInbox` is given. */
export const redisInboxMessages = {
  noClient: () => `${CLIENTS}.`,
  promise: () => `${CLIENTS}. It is a promise: await it.`,
  otherClient: () =>
    `${CLIENTS}. It has neither evalsha (ioredis, iovalkey) nor evalSha (node-redis 4 and later), by which scripts are called.`,
  noEval: () => `${CLIENTS}. It has no eval, by which Redis is given a script that it lacks.`,
} as const;
