import type { LianlianBackoffOptions, LianlianWorkerOptions } from '../notifications/queue/worker-options.js';

/** How notifications go through a queue in PostgreSQL. */
export interface LianlianQueueOptions {
  /**
   * The PostgreSQL: a URL (`postgres://…`), options for a `PgBoss` (`connectionString`, `ssl`, `max`, `createSchema`,
   * `migrate` and more), or a `PgBoss` of the app's own. What is opened from a URL or options is closed with the app; one
   * of the app's own is started, if it is not, and left running: its settings are the app's.
   */
  readonly connection: string | object;
  /** Which queue: the same in every process of one app, another one in every other app. Default `'notifications'`. */
  readonly queueName?: string | undefined;
  /** The schema of pg-boss's tables, which it makes. Default `'lianlian'`; that of a `PgBoss` of the app's own. */
  readonly schema?: string | undefined;
  /** Whether this process handles notifications, too; true by default. False in processes that only receive. */
  readonly worker?: boolean | LianlianWorkerOptions | undefined;
  /**
   * How often a worker that has nothing to do looks for notifications, in milliseconds, at least 500. New ones are
   * announced by PostgreSQL (LISTEN), so this is how late a notification may be tried again. Default 2000.
   */
  readonly pollMs?: number | undefined;
  /** How often a notification is tried before it becomes a dead letter. Default 12: with the pauses, half an hour. */
  readonly attempts?: number | undefined;
  /** The pauses between attempts. */
  readonly backoff?: LianlianBackoffOptions | undefined;
  /**
   * How long a handled notification stays visible in the queue, in milliseconds, at least 1000. Default one hour. Copies
   * that come later are recognized by the inbox.
   */
  readonly keepCompletedMs?: number | undefined;
  /**
   * How long PostgreSQL may take to confirm a notification, in milliseconds, before LianLian is asked to send it again.
   * Default 2000.
   */
  readonly timeoutMs?: number | undefined;
}
