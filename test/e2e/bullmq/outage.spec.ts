import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../support/adapters.js';
import { ACK, post } from '../../support/http.js';
import { LIANLIAN_WAITS_MS } from '../../support/lianlian-waits.js';
import { payment, uniqueNumber } from '../../support/shop.js';
import { describeWithRedisServer } from '../notifications/inbox/redis/needs-redis.js';
import { RedisServer } from '../notifications/inbox/redis/redis-server.js';
import { openQueueShop } from './support/queue-shop.js';

const fresh = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });

describeWithRedisServer('queue mode while Redis is away', () => {
  let server: RedisServer;
  beforeEach(async () => {
    server = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
  });
  afterEach(() => server.remove());

  async function timed(url: string, body: Record<string, string>): Promise<{ status: number; ms: number }> {
    const startedAt = performance.now();
    const { status } = await post(url, body);
    return { status, ms: performance.now() - startedAt };
  }

  const acknowledgedInTheEnd = (url: string, body: Record<string, string>): Promise<void> =>
    vi.waitFor(
      async () => {
        expect(await post(url, body)).toMatchObject({ status: 200, text: ACK });
      },
      { timeout: 10_000, interval: 200 },
    );

  describe.each(ADAPTERS)('on %s', (adapter) => {
    it('notifications get a 503 in time, and are taken when it is back; what it kept is handled', async () => {
      const onPayment = vi.fn();
      const web = await openQueueShop({ redisUrl: server.url, adapter, queue: { worker: false } });
      const kept = fresh();
      expect(await post(web.notifyUrl, kept)).toMatchObject({ status: 200 });
      await server.kill();

      const missed = fresh();
      for (let i = 0; i < 3; i++) {
        const { status, ms } = await timed(web.notifyUrl, missed);
        expect(status).toBe(503);
        expect(ms).toBeLessThan(LIANLIAN_WAITS_MS);
      }
      expect(web.logger.texts('warn').filter((line) => line.includes('out of reach'))).toHaveLength(1);

      await server.start();
      await acknowledgedInTheEnd(web.notifyUrl, missed);
      const shop = await openQueueShop({
        redisUrl: server.url,
        queueName: web.queueName,
        hooks: { onPayment },
      });
      await vi.waitFor(() => {
        expect(onPayment).toHaveBeenCalledTimes(2);
      });
      await shop.close();
      await web.close();
    });
  });

  it('a Redis that answers nothing is a 503 in time, too', async () => {
    const onPayment = vi.fn();
    const shop = await openQueueShop({ redisUrl: server.url, hooks: { onPayment } });
    const body = fresh();
    server.freeze();
    const { status, ms } = await timed(shop.notifyUrl, body);
    server.thaw();
    expect(status).toBe(503);
    expect(ms).toBeLessThan(LIANLIAN_WAITS_MS);
    await acknowledgedInTheEnd(shop.notifyUrl, body);
    await vi.waitFor(() => {
      expect(onPayment).toHaveBeenCalledTimes(1);
    });
    await shop.close();
  });

  it("the same goes for a client of the app's own that would wait forever", async () => {
    const client = new Redis(server.url, { maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    const shop = await openQueueShop({ redisUrl: server.url, queue: { connection: client } });
    await server.kill();
    const { status, ms } = await timed(shop.notifyUrl, fresh());
    expect(status).toBe(503);
    expect(ms).toBeLessThan(LIANLIAN_WAITS_MS);
    await server.start();
    await acknowledgedInTheEnd(shop.notifyUrl, fresh());
    await shop.close();
    client.disconnect();
  });

  it('workers go on by themselves when it is back', async () => {
    const onPayment = vi.fn();
    const shop = await openQueueShop({ redisUrl: server.url, hooks: { onPayment } });
    await server.kill();
    await timed(shop.notifyUrl, fresh());
    await server.start();
    await acknowledgedInTheEnd(shop.notifyUrl, fresh());
    await vi.waitFor(
      () => {
        expect(onPayment).toHaveBeenCalled();
      },
      { timeout: 10_000 },
    );
    await shop.close();
  });

  it('an app starts without it, and works when it is there', async () => {
    await server.kill();
    const onPayment = vi.fn();
    const shop = await openQueueShop({ redisUrl: server.url, hooks: { onPayment } });
    expect(await timed(shop.notifyUrl, fresh())).toMatchObject({ status: 503 });
    await server.start();
    await acknowledgedInTheEnd(shop.notifyUrl, fresh());
    await vi.waitFor(
      () => {
        expect(onPayment).toHaveBeenCalled();
      },
      { timeout: 10_000 },
    );
    await shop.close();
  });

  it('an app stops without it', async () => {
    const shop = await openQueueShop({ redisUrl: server.url });
    await post(shop.notifyUrl, fresh());
    await server.kill();
    await shop.close();
  });
});
