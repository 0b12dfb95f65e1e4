import { NestFactory } from '@nestjs/core';
import { LianlianEvents, MemoryInbox, type PaymentNotification } from 'nestjs-lianlian';
import { describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../support/adapters.js';
import { ACK, post, sleep } from '../../support/http.js';
import { payment, refund, shapesOn, uniqueNumber } from '../../support/shop.js';
import { signNested } from './support/sign-nested.js';
import type { QueueKind } from './support/queue-kind.js';
import { freshQueue, shopModule } from './support/queue-shop.js';
import { queueShops } from './support/queue-shops.js';

const fresh = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });
const acknowledged = { status: 200, text: ACK };

/** A wait that a queue's polling fits into. */
const SOON = { timeout: 10_000 };

/** What a queue between web servers and workers does. */
export function queueCases(kind: QueueKind): void {
  const open = queueShops(kind);

  describe.each(ADAPTERS)('on %s', (adapter) => {
    describe.each(shapesOn(adapter))('with %s', (shape) => {
      it('a payment is acknowledged, and handled once by a worker', async () => {
        const onPayment = vi.fn<(notification: PaymentNotification) => void>();
        const shop = await open({ adapter, shape, hooks: { onPayment } });
        const body = fresh();
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        await vi.waitFor(() => {
          expect(onPayment).toHaveBeenCalledTimes(1);
        }, SOON);
        expect(onPayment.mock.calls[0]?.[0]).toMatchObject({ kind: 'payment', ...body });
        await vi.waitFor(() => {
          expect(shop.events.counts()).toMatchObject({ received: 1, queued: 1, handled: 1 });
        }, SOON);

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
        }, SOON);
      });
    });
  });

  it.each(['F', 'G', ''])(
    'a payment is handled after a success of its transaction with pay_type %j, which was acknowledged before',
    async (pay_type) => {
      const onPayment = vi.fn();
      const shop = await open({ hooks: { onPayment, onOtherResult: vi.fn() } });
      const numbers = { no_order: uniqueNumber('o'), oid_paybill: uniqueNumber('2026') };
      expect(await post(shop.notifyUrl, payment({ ...numbers, pay_type }))).toMatchObject(acknowledged);
      await vi.waitFor(() => {
        const { handled = 0, refused = 0 } = shop.events.counts();
        expect(handled + refused).toBeGreaterThan(0);
      }, SOON);
      expect(onPayment).not.toHaveBeenCalled();
      expect(await post(shop.notifyUrl, payment(numbers))).toMatchObject(acknowledged);
      await vi.waitFor(() => {
        expect(onPayment).toHaveBeenCalledTimes(1);
      }, SOON);
    },
  );

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
    }, SOON);
    await sleep(100);
    expect(onPayment).toHaveBeenCalledTimes(20);
  });

  it('a backlog waits for no poll, and no more of it is handled at a time than a worker is told', async () => {
    const queueName = freshQueue();
    const web = await open({ queueName, queue: { worker: false } });
    const bodies = Array.from({ length: 300 }, fresh);
    for (const body of bodies) expect(await post(web.notifyUrl, body)).toMatchObject(acknowledged);
    const [handled, running] = [new Set<string>(), { now: 0, most: 0 }];
    await open({
      queueName,
      queue: { worker: { concurrency: 2 } },
      hooks: {
        onPayment: async ({ oid_paybill }) => {
          running.most = Math.max(running.most, ++running.now);
          await sleep(5);
          running.now--;
          handled.add(oid_paybill);
        },
      },
    });
    // At two for each poll it would take 75 seconds.
    await vi.waitFor(
      () => {
        expect(handled.size).toBe(300);
      },
      { timeout: 50_000 },
    );
    expect(running.most).toBe(2);
  });

  it('a handler that hangs keeps nothing else waiting', async () => {
    const handled: string[] = [];
    let leave = (): void => undefined;
    const hanging = new Promise<void>((resolve) => (leave = resolve));
    const stuck = fresh();
    const shop = await open({
      queue: { worker: { concurrency: 2 } },
      hooks: {
        onPayment: async ({ oid_paybill }) => {
          if (oid_paybill === stuck['oid_paybill']) await hanging;
          handled.push(oid_paybill);
        },
      },
    });
    await post(shop.notifyUrl, stuck);
    const others = Array.from({ length: 20 }, fresh);
    for (const body of others) await post(shop.notifyUrl, body);
    await vi.waitFor(() => {
      expect(handled.length).toBe(20);
    }, SOON);
    leave();
    await vi.waitFor(() => {
      expect(handled.at(-1)).toBe(stuck['oid_paybill']);
    }, SOON);
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
    }, SOON);
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
    const queue = await kind.raw(shop.queueName);
    expect(await queue.counts()).toEqual({});
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
    }, SOON);
    expect(onPayment.mock.calls[0]?.[0]).toMatchObject({ extra: { b: 1000, '1': '价 A' } });
  });

  it('a process without worker only queues, and one without server handles', async () => {
    const [atWeb, atWorker] = [vi.fn(), vi.fn()];
    const web = await open({ queue: { worker: false }, hooks: { onPayment: atWeb } });
    expect(await post(web.notifyUrl, fresh())).toMatchObject(acknowledged);
    await sleep(100);
    expect(atWeb).not.toHaveBeenCalled();

    const { module } = await kind.open(web.queueName, {});
    const worker = await NestFactory.createApplicationContext(
      shopModule(module, new MemoryInbox(), { hooks: { onPayment: atWorker } }),
      { logger: false },
    );
    await vi.waitFor(() => {
      expect(atWorker).toHaveBeenCalledTimes(1);
    }, SOON);
    expect(worker.get(LianlianEvents, { strict: false }).counts()).toMatchObject({ handled: 1 });
    await worker.close();
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
    }, SOON);
    await post(shop.notifyUrl, second);
    await shop.app.close();
    expect(done).toEqual([first['oid_paybill']]);
    const queue = await kind.raw(shop.queueName);
    expect(await queue.counts()).toEqual({ completed: 1, waiting: 1 });
    await queue.close();
  });

  it('the memory of a process is warned about as an inbox, once', async () => {
    const warnings = ({ logger }: Awaited<ReturnType<typeof open>>): string[] =>
      logger.texts('warn').filter((line) => line.includes('Share the inbox'));
    expect(warnings(await open({ notifications: { inbox: new MemoryInbox() } }))).toHaveLength(1);
    expect(warnings(await open())).toEqual([]);
  });
}
