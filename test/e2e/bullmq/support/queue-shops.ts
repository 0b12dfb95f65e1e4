import { afterEach, expect, vi } from 'vitest';

import { SHARED_REDIS } from '../../notifications/inbox/redis/needs-redis.js';
import { openQueueShop, type QueueShop, type QueueShopSetup, removeQueue } from './queue-shop.js';

export type OpenQueueShop = (setup?: Partial<QueueShopSetup>) => Promise<QueueShop>;

/** Opens apps in queue mode for the tests of a group; after each test they are closed, and their queues taken away. */
export function queueShops(): OpenQueueShop {
  const opened: QueueShop[] = [];
  afterEach(async () => {
    const shops = opened.splice(0);
    for (const { close } of shops) await close();
    for (const name of new Set(shops.map(({ queueName }) => queueName)))
      await removeQueue(SHARED_REDIS, name);
  });
  return async (setup = {}) => {
    const shop = await openQueueShop({ redisUrl: SHARED_REDIS, ...setup });
    opened.push(shop);
    return shop;
  };
}

/** Waits until so many messages are dead letters, and fails where they do not become so. */
export const buried = (shop: QueueShop, count = 1): Promise<void> =>
  vi.waitFor(
    async () => {
      expect(await shop.deadLetters.count()).toBe(count);
    },
    { timeout: 20_000 },
  );
