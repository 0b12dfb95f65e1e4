import { Redis } from 'ioredis';
import { afterEach, expect, it, vi } from 'vitest';

import { post } from '../../support/http.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { payment, uniqueNumber } from '../../support/shop.js';
import { describeWithSharedRedis, SHARED_REDIS } from '../notifications/inbox/redis/needs-redis.js';
import type { QueueShop } from '../queues/support/queue-shop.js';
import { openQueueShop, type QueueShopSetup, rawQueue, removeQueue } from './support/queue-shop.js';

const SOON = { timeout: 10_000 };

await describeWithSharedRedis('jobs in BullMQ', () => {
  let shop: QueueShop;
  const open = async (setup: Partial<QueueShopSetup> = {}): Promise<void> => {
    shop = await openQueueShop({ redisUrl: SHARED_REDIS, ...setup });
  };
  afterEach(async () => {
    await shop.close();
    await removeQueue(SHARED_REDIS, shop.queueName);
  });

  it('a client of the app is used and left open, whatever its settings', async () => {
    const client = new Redis(SHARED_REDIS, { maxRetriesPerRequest: 3 });
    const onPayment = vi.fn();
    await open({ queue: { connection: client }, hooks: { onPayment } });
    await post(shop.notifyUrl, payment({ oid_paybill: uniqueNumber('2026') }));
    await vi.waitFor(() => {
      expect(onPayment).toHaveBeenCalledTimes(1);
    }, SOON);
    await shop.app.close();
    expect(await client.ping()).toBe('PONG');
    client.disconnect();
  });

  it('names a job after the inbox key', async () => {
    await open();
    await post(shop.notifyUrl, payment({ oid_paybill: 'a:b/c' }));
    const queue = rawQueue(SHARED_REDIS, shop.queueName);
    const name = `${OID_PARTNER}/payment/a%3Ab%2Fc/SUCCESS/4995`;
    await vi.waitFor(async () => {
      expect((await queue.getJob(name))?.id).toBe(name);
    }, SOON);
    await queue.close();
  });
});
