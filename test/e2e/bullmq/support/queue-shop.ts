import type { DynamicModule } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { NotificationInbox } from 'nestjs-lianlian';

import { type LianlianQueueOptions, LianlianQueueModule } from '../../../../lib/bullmq/index.js';
import { RedisInbox } from '../../../../lib/notifications/inbox/redis/index.js';
import { SHARED_REDIS } from '../../notifications/inbox/redis/needs-redis.js';
import type { ProcessQueue, QueueKind, RawQueue } from '../../queues/support/queue-kind.js';
import {
  freshQueue,
  openShop,
  QUICK,
  type QueueShop,
  shopModule,
  type ShopSetup,
} from '../../queues/support/queue-shop.js';

export interface QueueShopSetup extends ShopSetup {
  readonly redisUrl: string;
  readonly queueName?: string;
  readonly queue?: Partial<LianlianQueueOptions>;
}

/** An app in queue mode, which shares its inbox with every other one on the same Redis and queue. */
export async function openQueueShop({ redisUrl, queue, ...setup }: QueueShopSetup): Promise<QueueShop> {
  const { queueName = freshQueue() } = setup;
  return openShop(queueName, processQueue(redisUrl, queueName, queue), setup);
}

export function queueModule(
  { redisUrl, queueName, queue, ...setup }: QueueShopSetup & { readonly queueName: string },
  inbox: NotificationInbox,
): DynamicModule {
  return shopModule(bullmqModule(redisUrl, queueName, queue), inbox, setup);
}

function processQueue(
  redisUrl: string,
  queueName: string,
  options: Partial<LianlianQueueOptions> = {},
): ProcessQueue {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
  redis.on('error', () => undefined);
  return {
    module: bullmqModule(redisUrl, queueName, options),
    inbox: new RedisInbox(redis, { prefix: `${queueName}:inbox:`, retentionMs: 60_000 }),
    close: async () => {
      redis.disconnect();
    },
  };
}

function bullmqModule(
  redisUrl: string,
  queueName: string,
  options: Partial<LianlianQueueOptions> = {},
): DynamicModule {
  const ours = { connection: redisUrl, queueName, backoff: QUICK, worker: { stalledMs: 1_000 } };
  return LianlianQueueModule.forRoot({ ...ours, ...options });
}

interface JobData {
  readonly route: string;
  readonly message: string;
  readonly trace?: unknown;
}

/** The queue as BullMQ sees it, for tests that look into it or write to it. */
export function rawQueue(redisUrl: string, queueName: string): Queue<JobData> {
  return new Queue(queueName, { connection: { url: redisUrl }, prefix: '{lianlian}' });
}

/** Takes a test's queue and inbox away. */
export async function removeQueue(redisUrl: string, queueName: string): Promise<void> {
  const queue = rawQueue(redisUrl, queueName);
  await queue.obliterate({ force: true });
  await queue.close();
  const redis = new Redis(redisUrl);
  for await (const found of redis.scanStream({ match: `${queueName}:*` })) {
    const names = found as string[];
    if (names.length > 0) await redis.del(...names);
  }
  redis.disconnect();
}

/** BullMQ with the inbox in the same Redis. */
export const BULLMQ: QueueKind = {
  name: 'BullMQ',
  open: async (queueName, options) => processQueue(SHARED_REDIS, queueName, options),
  raw: async (queueName) => rawBullmq(queueName),
  remove: (queueName) => removeQueue(SHARED_REDIS, queueName),
};

function rawBullmq(queueName: string): RawQueue {
  const queue = rawQueue(SHARED_REDIS, queueName);
  return {
    put: async (key, data) => {
      await queue.add('payment', data as JobData, { jobId: key });
    },
    waiting: async () =>
      (await queue.getWaiting()).map((job) => ({
        data: job.data,
        change: (data) => job.updateData(data as JobData),
      })),
    counts: async () =>
      Object.fromEntries(Object.entries(await queue.getJobCounts()).filter(([, count]) => count > 0)),
    written: async (key) => JSON.stringify(await queue.getJob(key)),
    close: () => queue.close(),
  };
}
