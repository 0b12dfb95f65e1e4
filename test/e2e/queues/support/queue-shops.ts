import { afterEach, expect, vi } from 'vitest';

import type { CommonQueueOptions, QueueKind } from './queue-kind.js';
import { freshQueue, openShop, type QueueShop, type ShopSetup } from './queue-shop.js';

export interface AnyQueueShopSetup extends ShopSetup {
  readonly queueName?: string;
  readonly queue?: CommonQueueOptions;
}

export type OpenQueueShop = (setup?: AnyQueueShopSetup) => Promise<QueueShop>;

/** Opens apps in queue mode for the tests of a group; after each test they are closed, and their queues taken away. */
export function queueShops(kind: QueueKind): OpenQueueShop {
  const opened: QueueShop[] = [];
  afterEach(async () => {
    const shops = opened.splice(0);
    for (const { close } of shops) await close();
    for (const name of new Set(shops.map(({ queueName }) => queueName))) await kind.remove(name);
  });
  return async ({ queueName = freshQueue(), queue = {}, ...setup } = {}) => {
    const shop = await openShop(queueName, await kind.open(queueName, queue), setup);
    opened.push(shop);
    return shop;
  };
}

/** Waits until `count` messages are dead letters, and fails where they do not become so. */
export const buried = (shop: QueueShop, count = 1): Promise<void> =>
  vi.waitFor(
    async () => {
      expect(await shop.deadLetters.count()).toBe(count);
    },
    { timeout: 20_000 },
  );
