import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { ACK, post } from '../../support/http.js';
import { payment, uniqueNumber } from '../../support/shop.js';
import { describeWithRedisServer } from '../notifications/inbox/redis/needs-redis.js';
import { RedisServer } from '../notifications/inbox/redis/redis-server.js';
import type { QueueShop } from '../queues/support/queue-shop.js';
import { openQueueShop } from './support/queue-shop.js';
import { buildWorker, WorkerProcess } from './support/worker-process.js';

const ROUNDS = 10;
const SOON = { timeout: 15_000, interval: 50 };

describeWithRedisServer('workers in processes of their own', () => {
  let server: RedisServer;
  let redis: Redis;
  let built: Awaited<ReturnType<typeof buildWorker>>;
  const processes: WorkerProcess[] = [];
  beforeAll(async () => {
    built = await buildWorker();
    server = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
    redis = new Redis(server.url);
    redis.on('error', () => undefined);
  });
  afterEach(async () => {
    for (const worker of processes.splice(0)) await worker.end('SIGKILL');
  });
  afterAll(async () => {
    redis.disconnect();
    await server.remove();
    await built.remove();
  });

  /** A server that only queues, with a controller of the same name as the workers'. */
  const openWeb = (): Promise<QueueShop> =>
    openQueueShop({
      redisUrl: server.url,
      shape: 'a decorated route of a request-scoped controller',
      queue: { worker: false },
    });

  const work = (
    queueName: string,
    setup: { hangs?: boolean; knowsPayments?: boolean } = {},
  ): WorkerProcess => {
    const worker = new WorkerProcess(built.file, { redisUrl: server.url, queueName, ...setup });
    processes.push(worker);
    return worker;
  };

  const runs = (queueName: string): Promise<string[]> => redis.lrange(`${queueName}:runs`, 0, -1);

  const pay = async (web: QueueShop): Promise<string> => {
    const no_order = uniqueNumber('order-');
    const body = payment({ no_order, oid_paybill: uniqueNumber('2026') });
    expect(await post(web.notifyUrl, body)).toMatchObject({ status: 200, text: ACK });
    return no_order;
  };

  it('four handle 200 payments, each delivered 5 times at once, once each', async () => {
    const web = await openWeb();
    for (let i = 0; i < 4; i++) work(web.queueName);
    const bodies = Array.from({ length: 200 }, () =>
      payment({ no_order: uniqueNumber('order-'), oid_paybill: uniqueNumber('2026') }),
    );
    for (let at = 0; at < bodies.length; at += 20) {
      const copies = bodies.slice(at, at + 20).flatMap((body) => Array.from({ length: 5 }, () => body));
      await Promise.all(copies.map((body) => post(web.notifyUrl, body)));
    }
    await vi.waitFor(async () => {
      expect(new Set(await runs(web.queueName)).size).toBe(200);
    }, SOON);
    expect(await runs(web.queueName)).toHaveLength(200);
    await web.close();
  });

  it('ends after SIGTERM, also while Redis is away', async () => {
    const web = await openWeb();
    const worker = work(web.queueName);
    await pay(web);
    await vi.waitFor(async () => {
      expect(await runs(web.queueName)).toHaveLength(1);
    }, SOON);
    await server.kill();
    try {
      await worker.end('SIGTERM');
      await web.close();
    } finally {
      await server.start();
    }
  });

  describe('kill -9 in the middle of a handler that has done its work', () => {
    /** How often handlers ran, when each of some payments killed a process and was handled by another. */
    const killed = async (knowsPayments: boolean): Promise<{ payments: number; runs: number }> => {
      const web = await openWeb();
      const orders = await Promise.all(Array.from({ length: ROUNDS }, () => pay(web)));
      const doomed = work(web.queueName, { hangs: true, knowsPayments });
      await vi.waitFor(() => {
        expect(doomed.lines.filter((line) => line.startsWith('ran'))).toHaveLength(ROUNDS);
      }, SOON);
      await doomed.end('SIGKILL');

      work(web.queueName, { knowsPayments });
      await vi.waitFor(async () => {
        expect(await web.deadLetters.count()).toBe(0);
        const done = await redis.zcard(`{lianlian}:${web.queueName}:completed`);
        expect(done).toBe(ROUNDS);
      }, SOON);
      const all = await runs(web.queueName);
      expect(new Set(all)).toEqual(new Set(orders));
      await web.close();
      return { payments: ROUNDS, runs: all.length };
    };

    it('another worker handles each payment again, once', async () => {
      const { payments, runs } = await killed(false);
      console.info(
        `Second handler runs after kill -9, without oid_paybill: ${runs - payments} of ${payments}`,
      );
      expect(runs).toBe(2 * payments);
    });

    it('and none of them where expectedPayment returns oid_paybill', async () => {
      const { payments, runs } = await killed(true);
      console.info(`Second handler runs after kill -9, with oid_paybill: ${runs - payments} of ${payments}`);
      expect(runs).toBe(payments);
    });
  });
});
