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
