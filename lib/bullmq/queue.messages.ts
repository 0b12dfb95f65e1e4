/** Every sentence of the queue that a user may read. None holds a value from a message, but for the numbers of `deadLettered`. */
export const queueMessages = {
  // Start
  secondModule: () => 'is imported twice: an app puts its notifications into one queue',
  noAsyncOptions: () => 'LianlianQueueModule.forRootAsync() needs useFactory, useClass or useExisting',
  notListed: () => 'The dead letters were not listed:',
  noConnection: () =>
    "is missing: a URL such as 'redis://127.0.0.1:6379', ioredis options, or a client of the app's own",
  connection: () => "must be a URL such as 'redis://127.0.0.1:6379', ioredis options, or a client",
  noIoredis: () =>
    "is a URL or options, from which BullMQ 6 opens no connection without the package 'ioredis', and it is not installed: " +
    "npm install ioredis, or give a client of the app's own, of node-redis for example",
  name: () => "must be text without ':'",
  worker: () => 'must be true, false, or an object',
  memoryInbox: () =>
    'Workers handle notifications, and the inbox is the memory of each process: with more than one process, ' +
    'or after a restart, a notification may be handled twice. Share the inbox: RedisInbox or SqlInbox.',

  // Redis
  redisAway: (what: string, problem: string) =>
    `${what}: Redis is out of reach (${problem}). It goes on when Redis is back.`,
  redisBack: (what: string) => `${what}: Redis is back.`,
  refused: (what: string, refusal: string) => `${what}: ${refusal} It goes on when that is mended.`,
  wrongPassword: () =>
    'Redis refuses the user or the password (WRONGPASS): compare both with its ACL; in a URL, characters such as @ and / have to be percent-encoded.',
  noPassword: () =>
    'Redis wants a password, and got none (NOAUTH): put it into connection, as redis://user:password@host or as password.',
  passwordNotWanted: () =>
    'Redis knows no password, and got one (AUTH): take it out of connection, or set requirepass there. Is it the right server?',
  noPermission: () =>
    'the user may not do this in Redis (NOPERM): BullMQ needs every command but the dangerous ones, and INFO and CLIENT, on the keys of prefix, for example: ACL SETUSER name on >password ~{lianlian}:* &* +@all -@dangerous +info +client.',
  protectedMode: () =>
    'Redis takes connections from its own machine alone (DENIED, protected mode): give it a password or an ACL, and a bind address.',
  cannotPersist: () =>
    'Redis takes no writes, because it cannot save to its disk (MISCONF): look into its log, and at the space and the rights of its folder.',
  replica: () =>
    'this Redis is a replica, which takes no writes (READONLY): connect to the primary, or through Sentinel or a cluster.',
  outOfMemory: () =>
    'Redis has no memory left (OOM): raise maxmemory, with maxmemory-policy noeviction, and look for what fills it.',
  loading: () => 'Redis is still loading its data (LOADING).',
  primaryDown: () => 'Redis is a replica without its primary (MASTERDOWN): look at the primary.',
  tooFewReplicas: () =>
    'Redis takes no writes, because fewer replicas than min-replicas-to-write are there (NOREPLICAS).',
  noHashTag: () =>
    "keys of the queue lie on several nodes of the cluster (CROSSSLOT): prefix needs a hash tag, such as '{lianlian}'.",
  cluster: () =>
    'this Redis is a node of a cluster (MOVED): pass a Cluster of ioredis as connection, and keep a hash tag in prefix.',
  clusterDown: () => 'the cluster does not serve (CLUSTERDOWN): look at its nodes and slots.',
  tooManyClients: () => 'Redis has as many clients as it takes: raise maxclients, or close what is open.',
  noSuchDatabase: () =>
    'Redis has no database of that number: look at db, or at the number that the URL ends in. No notification is acknowledged until the app is started again with another.',
  oldRedis: () => 'Redis does not know a command that BullMQ needs: it wants Redis 5 or newer, 6.2 at best.',
  keyPrefix: () =>
    "has a keyPrefix, which BullMQ refuses: leave it out, and set prefix of LianlianQueueModule instead (such as '{shop}')",
  clusterPrefix: () =>
    "has no hash tag, and connection is a cluster: the queue's keys would lie on several nodes. Write it in braces, such as '{lianlian}'",
  slowShutdown: (what: string) => `${what} did not close in time, and was disconnected.`,

  // Jobs
  deadLettered: (letter: string) =>
    `event=dead-lettered ${letter}. ` +
    'It was acknowledged, and nothing tries it again: LianlianDeadLetters.retry(key), once the cause is gone.',
} as const;
