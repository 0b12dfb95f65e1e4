import { redisMessages } from '../../../common/redis/redis.messages.js';
import type { RedisRefusals } from '../../../common/redis/redis-refusal.js';

/** Why Redis refuses an inbox. */
export const inboxRefusals = {
  ...redisMessages,
  noPassword: () =>
    'Redis wants a password, and got none (NOAUTH): give it to the client of RedisInbox, as redis://user:password@host or as password.',
  noPermission: () =>
    'the user may not do this in Redis (NOPERM): RedisInbox needs EVAL and EVALSHA, and in them GET, SET, PEXPIRE and DEL, on the keys of its prefix, and SELECT for another database than 0: ACL SETUSER name on >password ~lianlian:inbox:* +eval +evalsha +get +set +pexpire +del +select.',
  cluster: () =>
    'this Redis is a node of a cluster (MOVED): give RedisInbox a client of the cluster, Cluster of ioredis or createCluster of node-redis.',
  noSuchDatabase: () =>
    'Redis has no database of the number that the client of RedisInbox names: look at db or database, or at the number that its URL ends in.',
  oldRedis: () =>
    'Redis does not know a command that RedisInbox needs (EVAL, EVALSHA): is it switched off or renamed there?',
  otherType: () =>
    "the key of the notification holds something else (WRONGTYPE): another program writes keys that begin with the inbox's prefix. Give RedisInbox a prefix of its own.",
} as const satisfies RedisRefusals;
