import { redisMessages } from '../common/redis/redis.messages.js';
import { redisRefusal, type RedisRefusals } from '../common/redis/redis-refusal.js';
import type { QueueServer } from '../notifications/queue/outage-log.js';
import { queueMessages } from './queue.messages.js';

/** Why Redis refuses a queue. */
export const queueRefusals = {
  ...redisMessages,
  noPassword: () =>
    'Redis wants a password, and got none (NOAUTH): put it into connection, as redis://user:password@host or as password.',
  noPermission: () =>
    'the user may not do this in Redis (NOPERM): BullMQ needs every command but the dangerous ones, and INFO and CLIENT, on the keys of prefix, for example: ACL SETUSER name on >password ~{lianlian}:* &* +@all -@dangerous +info +client.',
  noHashTag: () =>
    "keys of the queue lie on several nodes of the cluster (CROSSSLOT): prefix needs a hash tag, such as '{lianlian}'.",
  cluster: () =>
    'this Redis is a node of a cluster (MOVED): pass a Cluster of ioredis as connection, and keep a hash tag in prefix.',
  noSuchDatabase: () =>
    'Redis has no database of that number: look at db, or at the number that the URL ends in. No notification is acknowledged until the app is started again with another.',
  oldRedis: () => 'Redis does not know a command that BullMQ needs: it wants Redis 5 or newer, 6.2 at best.',
  otherType: () =>
    'a key of the queue holds something else (WRONGTYPE): does another program write keys that begin with prefix?',
  keyPrefix: queueMessages.keyPrefix,
} as const satisfies RedisRefusals;

/** Why Redis refuses a queue, with the mend; undefined where it cannot be reached, or says what is not known. */
export function queueRefusal(error: unknown): string | undefined {
  return redisRefusal(error, queueRefusals);
}

/** For the log of its outages. */
export const REDIS: QueueServer = { name: 'Redis', refusalIn: queueRefusal };
