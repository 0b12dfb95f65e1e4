import { NestFactory } from '@nestjs/core';
import { Redis } from 'ioredis';
import { LianlianEvents, MemoryInbox, type PaymentNotification } from 'nestjs-lianlian';
import { describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../support/adapters.js';
import { ACK, post, sleep } from '../../support/http.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { payment, refund, SHAPES, uniqueNumber } from '../../support/shop.js';
import { signNested } from './support/sign-nested.js';
import { describeWithSharedRedis, SHARED_REDIS } from '../notifications/inbox/redis/needs-redis.js';
import { freshQueue, queueModule, rawQueue } from './support/queue-shop.js';
import { queueShops } from './support/queue-shops.js';

const fresh = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });
const acknowledged = { status: 200, text: ACK };

await describeWithSharedRedis('queue mode', () => {
  const open = queueShops();

  describe.each(ADAPTERS)('on %s', (adapter) => {
    describe.each(SHAPES)('with %s', (shape) => {
      it('a payment is acknowledged, and handled once by a worker', async () => {
        const onPayment = vi.fn<(notification: PaymentNotification) => void>();
        const shop = await open({ adapter, shape, hooks: { onPayment } });
        const body = fresh();
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        await vi.waitFor(() => {
          expect(onPayment).toHaveBeenCalledTimes(1);
        });
        expect(onPayment.mock.calls[0]?.[0]).toMatchObject({ kind: 'payment', ...body });
        expect(shop.events.counts()).toMatchObject({ received: 1, queued: 1, handled: 1 });

        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        await sleep(100);
        expect(onPayment).toHaveBeenCalledTimes(1);
      });

      it('a refund reaches its hook', async () => {
        const onRefund = vi.fn();
        const shop = await open({ adapter, shape, hooks: { onRefund } });
        expect(await post(shop.notifyUrl, refund())).toMatchObject(acknowledged);
        await vi.waitFor(() => {
          expect(onRefund).toHaveBeenCalledTimes(1);
        });
      });
    });
  });

  it('50 copies at once are all acknowledged, and handled once', async () => {
    const onPayment = vi.fn(() => sleep(50));
    const shop = await open({ hooks: { onPayment } });
    const body = fresh();
    const responses = await Promise.all(Array.from({ length: 50 }, () => post(shop.notifyUrl, body)));
    expect(responses.every(({ status, text }) => status === 200 && text === ACK)).toBe(true);
    await sleep(300);
    expect(onPayment).toHaveBeenCalledTimes(1);
  });

  it('copies that two servers take are handled once by two workers', async () => {
    const onPayment = vi.fn(() => sleep(20));
    const queueName = freshQueue();
    const shops = [
      await open({ queueName, hooks: { onPayment } }),
      await open({ queueName, hooks: { onPayment } }),
    ];
    const bodies = Array.from({ length: 20 }, fresh);
    await Promise.all(bodies.flatMap((body) => shops.map(({ notifyUrl }) => post(notifyUrl, body))));
    await vi.waitFor(() => {
      expect(onPayment).toHaveBeenCalledTimes(20);
    });
    await sleep(100);
    expect(onPayment).toHaveBeenCalledTimes(20);
  });

  it('a handler that fails twice is tried again until it succeeds', async () => {
    let calls = 0;
    const shop = await open({
      hooks: {
        onPayment: () => {
          if (++calls < 3) throw new Error('the database is away');
        },
      },
    });
    await post(shop.notifyUrl, fresh());
    await vi.waitFor(() => {
      expect(shop.events.counts()).toMatchObject({ failed: 2, handled: 1 });
    });
    expect(calls).toBe(3);
    expect(await shop.deadLetters.count()).toBe(0);
  });

  it('another amount is refused with 409 and not queued; a settled order is acknowledged and not queued', async () => {
    const onPayment = vi.fn();
    const shop = await open({
      hooks: {
        onPayment,
        expectedPayment: (no_order) =>
          no_order === 'settled'
            ? { money_order: '49.95', oid_paybill: 'paid-by' }
            : { money_order: '50.00' },
      },
    });
    expect(await post(shop.notifyUrl, fresh())).toMatchObject({ status: 409 });
    const settled = payment({ no_order: 'settled', oid_paybill: 'paid-by' });
    expect(await post(shop.notifyUrl, settled)).toMatchObject(acknowledged);
    const queue = rawQueue(SHARED_REDIS, shop.queueName);
    expect(Object.values(await queue.getJobCounts()).every((count) => count === 0)).toBe(true);
    await queue.close();
    expect(onPayment).not.toHaveBeenCalled();
  });

  it('a nested value with spaces and 1000.0 in it is verified again as it was written', async () => {
    const onPayment = vi.fn<(notification: PaymentNotification) => void>();
    const shop = await open({ hooks: { onPayment } });
    const document = signNested(
      { ...fresh(), extra: { a: 1 } },
      'extra',
      '{ "b": 1000.0, "1": "价 \\u0041" }',
    );
    expect(await post(shop.notifyUrl, document)).toMatchObject(acknowledged);
    await vi.waitFor(() => {
      expect(onPayment).toHaveBeenCalledTimes(1);
    });
    expect(onPayment.mock.calls[0]?.[0]).toMatchObject({ extra: { b: 1000, '1': '价 A' } });
  });

  it('a process without worker only queues, and one without server handles', async () => {
    const [atWeb, atWorker] = [vi.fn(), vi.fn()];
    const web = await open({ queue: { worker: false }, hooks: { onPayment: atWeb } });
    expect(await post(web.notifyUrl, fresh())).toMatchObject(acknowledged);
    await sleep(100);
    expect(atWeb).not.toHaveBeenCalled();

    const worker = await NestFactory.createApplicationContext(
      queueModule(
        { redisUrl: SHARED_REDIS, queueName: web.queueName, hooks: { onPayment: atWorker } },
        new MemoryInbox(),
      ),
      { logger: false },
    );
    await vi.waitFor(() => {
      expect(atWorker).toHaveBeenCalledTimes(1);
    });
    expect(worker.get(LianlianEvents, { strict: false }).counts()).toMatchObject({ handled: 1 });
    await worker.close();
  });

  it('a client of the app is used and left open, whatever its settings', async () => {
    const client = new Redis(SHARED_REDIS, { maxRetriesPerRequest: 3 });
    const onPayment = vi.fn();
    const shop = await open({ queue: { connection: client }, hooks: { onPayment } });
    await post(shop.notifyUrl, fresh());
    await vi.waitFor(() => {
      expect(onPayment).toHaveBeenCalledTimes(1);
    });
    await shop.app.close();
    expect(await client.ping()).toBe('PONG');
    client.disconnect();
  });

  it('shutdown waits for a handler that runs, and takes no further notification', async () => {
    const done: string[] = [];
    const started = vi.fn();
    const shop = await open({
      queue: { worker: { concurrency: 1 } },
      hooks: {
        onPayment: async ({ oid_paybill }) => {
          started();
          await sleep(400);
          done.push(oid_paybill);
        },
      },
    });
    const [first, second] = [fresh(), fresh()];
    await post(shop.notifyUrl, first);
    await vi.waitFor(() => {
      expect(started).toHaveBeenCalledTimes(1);
    });
    await post(shop.notifyUrl, second);
    await shop.app.close();
    expect(done).toEqual([first['oid_paybill']]);
    const queue = rawQueue(SHARED_REDIS, shop.queueName);
    expect(await queue.getJobCounts()).toMatchObject({ completed: 1, waiting: 1, active: 0 });
    await queue.close();
  });

  it('the memory of a process is warned about as an inbox, once', async () => {
    const warnings = ({ logger }: Awaited<ReturnType<typeof open>>): string[] =>
      logger.texts('warn').filter((line) => line.includes('Share the inbox'));
    expect(warnings(await open({ notifications: { inbox: new MemoryInbox() } }))).toHaveLength(1);
    expect(warnings(await open())).toEqual([]);
  });

  it('names a job after the inbox key', async () => {
    const shop = await open();
    await post(shop.notifyUrl, payment({ oid_paybill: 'a:b/c' }));
    const queue = rawQueue(SHARED_REDIS, shop.queueName);
    const name = `${OID_PARTNER}/payment/a%3Ab%2Fc/SUCCESS/4995`;
    await vi.waitFor(async () => {
      expect((await queue.getJob(name))?.id).toBe(name);
    });
    await queue.close();
  });
});
