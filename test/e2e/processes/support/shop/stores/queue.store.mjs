import { LianlianQueueModule } from 'nestjs-lianlian/bullmq';

import { openRedis } from './redis.store.mjs';

/** Redis as inbox and as queue: every process takes notifications, and handles what any of them took. */
export async function openQueue(url, name) {
  const queue = LianlianQueueModule.forRoot({
    connection: url,
    // With the prefix of everything else of this test, so that it goes with it.
    prefix: `${name}:queue`,
    worker: { concurrency: 20, stalledMs: 1_000 },
    backoff: { firstMs: 100, maxMs: 1_000 },
  });
  return { ...(await openRedis(url, name)), imports: [queue] };
}
