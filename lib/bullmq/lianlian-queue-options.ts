import type { ConnectionOptions } from 'bullmq';

import type { LianlianBackoffOptions, LianlianWorkerOptions } from '../notifications/queue/worker-options.js';

/** How notifications go through a queue. */
export interface LianlianQueueOptions {
  /**
   * The Redis: a URL (`redis://…`, `rediss://…`), ioredis options, or a client of the app's own. Connections that
   * are opened from a URL or options are closed with the app; a client of the app's own is left open.
   */
  readonly connection: string | ConnectionOptions;
  /** Which queue: the same in every process of one app, another one in every other app. Default `'notifications'`. */
  readonly queueName?: string | undefined;
  /** What the queue's keys begin with. The braces keep them on one node of a Redis Cluster. Default `'{lianlian}'`. */
  readonly prefix?: string | undefined;
  /** Whether this process handles notifications, too; true by default. False in processes that only receive. */
  readonly worker?: boolean | LianlianWorkerOptions | undefined;
  /** How often a notification is tried before it becomes a dead letter. Default 12: with the pauses, half an hour. */
  readonly attempts?: number | undefined;
  /** The pauses between attempts. */
  readonly backoff?: LianlianBackoffOptions | undefined;
  /**
   * How long a handled notification stays visible in the queue, in milliseconds. Default one hour. Copies that come
   * later are recognized by the inbox.
   */
  readonly keepCompletedMs?: number | undefined;
  /**
   * How long Redis may take to confirm a notification, in milliseconds, before LianLian is asked to send it again.
   * Default 2000.
   */
  readonly timeoutMs?: number | undefined;
}
