import { MemoryInbox, type NotificationInbox, type PaymentNotification } from 'nestjs-lianlian';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { RabbitMqModule } from '../../../docs/examples/rabbitmq/rabbitmq.module.js';
import type { RabbitMqOptions } from '../../../docs/examples/rabbitmq/rabbitmq-options.js';
import { deadLetters } from '../../../docs/examples/rabbitmq/topology.js';
import {
  freshQueue,
  startShop,
  type ShopSetup,
  type StartedShop,
} from '../../e2e/queues/support/queue-shop.js';
import { ADAPTERS } from '../../support/adapters.js';
import { ACK, post, sleep } from '../../support/http.js';
import { LIANLIAN_WAITS_MS } from '../../support/lianlian-waits.js';
import { payment, refund, uniqueNumber } from '../../support/shop.js';
import { TcpProxy } from '../../support/tcp-proxy.js';
import { describeWithRabbitMq, messagesIn, put, RABBITMQ, rabbitOptions, removeQueues } from './rabbit.js';

const fresh = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });
const acknowledged = { status: 200, text: ACK };
const SOON = { timeout: 20_000, interval: 100 };

await describeWithRabbitMq('the example of a queue in RabbitMQ', () => {
  const shops: StartedShop[] = [];
  let queue = freshQueue();
  afterEach(async () => {
    for (const { app } of shops.splice(0)) await app.close();
    await removeQueues(queue);
    queue = freshQueue();
  });

  async function open(
    setup: ShopSetup = {},
    options: Partial<RabbitMqOptions> = {},
    inbox: NotificationInbox = new MemoryInbox(),
  ): Promise<StartedShop> {
    const shop = await startShop(RabbitMqModule.forRoot(rabbitOptions(queue, options)), inbox, setup);
    shops.push(shop);
    return shop;
  }

  describe.each(ADAPTERS)('on %s', (adapter) => {
    it('a payment and a refund are acknowledged, and handled once by a worker, however many copies came', async () => {
      const onPayment = vi.fn<(notification: PaymentNotification) => void>();
      const onRefund = vi.fn();
      const shop = await open({ adapter, hooks: { onPayment, onRefund } });
      const body = fresh();
      const responses = await Promise.all(Array.from({ length: 10 }, () => post(shop.notifyUrl, body)));
      for (const response of responses) expect(response).toMatchObject(acknowledged);
      expect(await post(shop.notifyUrl, refund())).toMatchObject(acknowledged);
      await vi.waitFor(async () => {
        expect(onRefund).toHaveBeenCalledTimes(1);
        expect(await messagesIn(queue)).toEqual([]);
      }, SOON);
      expect(onPayment).toHaveBeenCalledTimes(1);
      expect(onPayment.mock.calls[0]?.[0]).toMatchObject({ kind: 'payment', ...body });
    });

    it('while it is away notifications get a 503 in time; it is said once, and all goes on by itself', async () => {
      const { hostname, port, username, password } = new URL(RABBITMQ);
      const proxy = await TcpProxy.start({ host: hostname, port: Number(port || 5672) });
      const url = `amqp://${username}:${password}@127.0.0.1:${String(proxy.port)}`;
      const onPayment = vi.fn();
      const shop = await open({ adapter, hooks: { onPayment } }, { url, timeoutMs: 2_000 });
      await vi.waitFor(async () => {
        expect(await post(shop.notifyUrl, fresh())).toMatchObject(acknowledged);
      }, SOON);
      const linesOf = (word: string): number =>
        shop.logger.texts().filter((line) => line.includes(word)).length;
      const before = linesOf('out of reach');
      for (const fault of ['cut', 'fallSilent'] as const) {
        proxy[fault]();
        const startedAt = performance.now();
        expect(await post(shop.notifyUrl, fresh())).toMatchObject({ status: 503 });
        expect(performance.now() - startedAt).toBeLessThan(LIANLIAN_WAITS_MS);
        if (fault === 'cut') await post(shop.notifyUrl, fresh());
        proxy.heal();
        const handled = onPayment.mock.calls.length;
        await vi.waitFor(async () => {
          expect(await post(shop.notifyUrl, fresh())).toMatchObject(acknowledged);
        }, SOON);
        await vi.waitFor(() => {
          expect(onPayment.mock.calls.length).toBeGreaterThan(handled);
        }, SOON);
      }
      expect(linesOf('out of reach')).toBe(before + 1);
      expect(shop.logger.texts().join('\n')).not.toContain(`${username}:${password}`);
      for (const { app } of shops.splice(0)) await app.close();
      await proxy.stop();
    });
  });

  it('a handler that fails is tried again after a pause', async () => {
    let calls = 0;
    const shop = await open({
      hooks: {
        onPayment: () => {
          if (++calls < 2) throw new Error('the database is away');
        },
      },
    });
    await post(shop.notifyUrl, fresh());
    await vi.waitFor(() => {
      expect(shop.events.counts()).toMatchObject({ failed: 1, handled: 1 });
    }, SOON);
    expect(await messagesIn(deadLetters(queue))).toEqual([]);
  });

  it('what can never succeed, or nobody signed, is a dead letter with its reason and an error line', async () => {
    const onPayment = vi.fn();
    const shop = await open({ hooks: { onPayment } });
    const no_order = uniqueNumber('two-tabs-');
    for (const oid_paybill of [uniqueNumber('2026'), uniqueNumber('2026')]) {
      await vi.waitFor(async () => {
        expect(await post(shop.notifyUrl, payment({ no_order, oid_paybill }))).toMatchObject(acknowledged);
      }, SOON);
      await vi.waitFor(() => {
        expect(onPayment).toHaveBeenCalled();
      }, SOON);
    }
    const forged = { ...payment({ no_order }), money_order: '9.95' };
    await put(queue, JSON.stringify({ id: 'x', route: 'y', message: JSON.stringify(forged) }));
    await put(queue, 'no JSON');
    await vi.waitFor(async () => {
      const letters = await messagesIn(deadLetters(queue));
      const reasons = letters.map(({ headers }) => (headers as { reason: string }).reason);
      expect(reasons).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^Refused: paid-twice/),
          expect.stringContaining('is not one that LianLian signed'),
          expect.stringContaining('cannot be read'),
        ]),
      );
    }, SOON);
    expect(onPayment).toHaveBeenCalledTimes(1);
    expect(shop.logger.texts('error').filter((line) => line.includes('event=dead-lettered'))).toHaveLength(3);
  });

  it('a notification whose order is being handled is put off, and counts as not tried', async () => {
    const inbox = new MemoryInbox();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const onPayment = vi.fn(() => held);
    const shop = await open({ hooks: { onPayment } }, {}, inbox);
    const body = fresh();
    await Promise.all([post(shop.notifyUrl, body), post(shop.notifyUrl, body)]);
    await vi.waitFor(() => {
      expect(onPayment).toHaveBeenCalledTimes(1);
    }, SOON);
    await sleep(2_500);
    release();
    await vi.waitFor(() => {
      expect(shop.events.counts()).toMatchObject({ handled: 1 });
    }, SOON);
    await sleep(3_000);
    expect(onPayment).toHaveBeenCalledTimes(1);
    expect(await messagesIn(deadLetters(queue))).toEqual([]);
  });

  it('shutdown waits for a handler that runs, and leaves the next notification in the queue', async () => {
    const started = vi.fn();
    const done = vi.fn();
    const shop = await open(
      {
        hooks: {
          onPayment: async () => {
            started();
            await sleep(500);
            done();
          },
        },
      },
      { concurrency: 1 },
    );
    await post(shop.notifyUrl, fresh());
    await vi.waitFor(() => {
      expect(started).toHaveBeenCalledTimes(1);
    }, SOON);
    await post(shop.notifyUrl, fresh());
    await shop.app.close();
    expect(done).toHaveBeenCalledTimes(1);
    expect(await messagesIn(queue)).toHaveLength(1);
  });
});
