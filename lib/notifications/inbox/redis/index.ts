/**
 * An inbox in Redis or Valkey. Needs `ioredis` or `redis`.
 *
 * @module nestjs-lianlian/redis
 */
export type { IoredisClient, NodeRedisClient, RedisClient } from './redis-client.js';
export { RedisInbox } from './redis-inbox.js';
export type { RedisInboxOptions } from './redis-inbox-options.js';
