/** What the queue in Redis says by itself. None holds a value from a message. */
export const queueMessages = {
  // Start
  noConnection: () =>
    "is missing: a URL such as 'redis://127.0.0.1:6379', ioredis options, or a client of the app's own",
  connection: () => "must be a URL such as 'redis://127.0.0.1:6379', ioredis options, or a client",
  noIoredis: () =>
    "is a URL or options, from which BullMQ 6 opens no connection without the package 'ioredis', and it is not installed: " +
    "npm install ioredis, or give a client of the app's own, of node-redis for example",
  name: () => "must be text without ':'",

  // Redis
  keyPrefix: () =>
    "has a keyPrefix, which BullMQ refuses: leave it out, and set prefix of LianlianQueueModule instead (such as '{shop}')",
  clusterPrefix: () =>
    "has no hash tag, and connection is a cluster: the queue's keys would lie on several nodes. Write it in braces, such as '{lianlian}'",
} as const;
