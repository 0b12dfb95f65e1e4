import type { BossSettings } from './boss-settings.js';
import type { PgBossLike } from './pg-boss-like.js';

/** Some sixty years: pg-boss deletes what waits for longer. */
const FOR_EVER_SECONDS = 2_000_000_000;
/** Workers decide when a notification is given up: one that pg-boss gives up would have no line in the log. */
const NO_RETRY_LIMIT = 1_000_000_000;
/** The longest that pg-boss has. Workers that died are known by their heartbeat long before. */
const EXPIRE_SECONDS = 24 * 60 * 60;

/** The queue of what every attempt failed for. */
export function lettersOf({ queueName }: BossSettings): string {
  return `${queueName}.dead-letters`;
}

/** Makes the queues, where they are not there. Workers give them their settings, too. */
export async function makeQueues(boss: PgBossLike, settings: BossSettings): Promise<void> {
  const { queueName, worker, backoff, keepCompletedMs } = settings;
  const letters = lettersOf(settings);
  const queue = {
    retryLimit: NO_RETRY_LIMIT,
    // Where a worker dies between a failure and the pause that it decides on.
    retryDelay: Math.ceil(backoff.firstMs / 1_000),
    expireInSeconds: EXPIRE_SECONDS,
    heartbeatSeconds: Math.ceil((worker?.stalledMs ?? 30_000) / 1_000),
    retentionSeconds: FOR_EVER_SECONDS,
    deleteAfterSeconds: Math.ceil(keepCompletedMs / 1_000),
    deadLetter: letters,
    notify: true,
  };
  await boss.createQueue(letters, { retentionSeconds: FOR_EVER_SECONDS });
  await boss.createQueue(queueName, queue);
  if (worker !== undefined) await boss.updateQueue(queueName, queue);
}
