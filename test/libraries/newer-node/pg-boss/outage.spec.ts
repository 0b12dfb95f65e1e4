import { MemoryInbox } from 'nestjs-lianlian';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { LianlianQueueModule, type LianlianQueueOptions } from '../../../../lib/pg-boss/index.js';
import { OwnServer, POSTGRES } from '../../../e2e/processes/support/own-servers.js';
import {
  freshQueue,
  openShop,
  type QueueShop,
  type ShopSetup,
} from '../../../e2e/queues/support/queue-shop.js';
import { ADAPTERS } from '../../../support/adapters.js';
import { ACK, post } from '../../../support/http.js';
import { LIANLIAN_WAITS_MS } from '../../../support/lianlian-waits.js';
import { lacks } from '../../../support/needs.js';
import { payment, uniqueNumber } from '../../../support/shop.js';
import { TcpProxy } from '../../../support/tcp-proxy.js';
import { bossOptions } from './boss-kind.js';

const fresh = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });
const SOON = { timeout: 15_000, interval: 200 };
const missing = POSTGRES.missing();
const skips = lacks({ tests: 'pg-boss without PostgreSQL', missing, run: 'apt-get install postgresql' });

describe.skipIf(skips)('queue mode while PostgreSQL is away', () => {
  let server: OwnServer;
  let proxy: TcpProxy;
  const shops: QueueShop[] = [];
  beforeEach(async () => {
    server = await OwnServer.start(POSTGRES);
    proxy = await TcpProxy.start({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
  });
  afterEach(async () => {
    for (const { close } of shops.splice(0)) await close();
    await proxy.stop();
    await server.remove();
  });

  /** The inbox is elsewhere: these tests are about the queue. */
  async function open(
    queueName: string,
    setup: ShopSetup = {},
    options: Partial<LianlianQueueOptions> = {},
  ): Promise<QueueShop> {
    const url = `postgres://postgres@127.0.0.1:${String(proxy.port)}/postgres`;
    const module = LianlianQueueModule.forRoot({ ...bossOptions(url, queueName), ...options });
    const queue = { module, inbox: new MemoryInbox(), close: () => Promise.resolve() };
    const shop = await openShop(queueName, queue, setup);
    shops.push(shop);
    return shop;
  }

  async function timed(url: string, body: Record<string, string>): Promise<{ status: number; ms: number }> {
    const startedAt = performance.now();
    const { status } = await post(url, body);
    return { status, ms: performance.now() - startedAt };
  }

  const acknowledgedInTheEnd = (url: string, body: Record<string, string>): Promise<void> =>
    vi.waitFor(async () => {
      expect(await post(url, body)).toMatchObject({ status: 200, text: ACK });
    }, SOON);

  describe.each(ADAPTERS)('on %s', (adapter) => {
    it('notifications get a 503 in time, and are taken when it is back; what it kept is handled', async () => {
      const queueName = freshQueue();
      const web = await open(queueName, { adapter }, { worker: false });
      await acknowledgedInTheEnd(web.notifyUrl, fresh());
      // A loaded machine may have taken too long to make the tables.
      const told = (word: string): number => web.logger.texts().filter((line) => line.includes(word)).length;
      const before = told('out of reach');
      await server.crash();

      const missed = fresh();
      for (let i = 0; i < 3; i++) {
        const { status, ms } = await timed(web.notifyUrl, missed);
        expect(status).toBe(503);
        expect(ms).toBeLessThan(LIANLIAN_WAITS_MS);
      }
      expect(told('out of reach')).toBe(before + 1);

      await server.start();
      await acknowledgedInTheEnd(web.notifyUrl, missed);
      expect(told(': PostgreSQL is back')).toBe(before + 1);
      const onPayment = vi.fn();
      await open(queueName, { adapter, hooks: { onPayment } });
      await vi.waitFor(() => {
        expect(onPayment).toHaveBeenCalledTimes(2);
      }, SOON);
    });
  });

  it('a PostgreSQL that answers nothing is a 503 in time, too', async () => {
    const onPayment = vi.fn();
    const shop = await open(freshQueue(), { hooks: { onPayment } });
    await acknowledgedInTheEnd(shop.notifyUrl, fresh());
    const body = fresh();
    proxy.fallSilent();
    const { status, ms } = await timed(shop.notifyUrl, body);
    proxy.heal();
    expect(status).toBe(503);
    expect(ms).toBeLessThan(LIANLIAN_WAITS_MS);
    await acknowledgedInTheEnd(shop.notifyUrl, body);
    await vi.waitFor(() => {
      expect(onPayment).toHaveBeenCalledTimes(2);
    }, SOON);
  });

  it('an app starts without it, and workers begin by themselves when it is there', async () => {
    await server.crash();
    const onPayment = vi.fn();
    const shop = await open(freshQueue(), { hooks: { onPayment } });
    expect(await timed(shop.notifyUrl, fresh())).toMatchObject({ status: 503 });
    await server.start();
    await acknowledgedInTheEnd(shop.notifyUrl, fresh());
    await vi.waitFor(() => {
      expect(onPayment).toHaveBeenCalledTimes(1);
    }, SOON);
  });

  it('workers go on when connections broke in the middle of a handler, which is not run again by a copy', async () => {
    const onPayment = vi.fn(() => {
      proxy.cut();
    });
    const shop = await open(freshQueue(), { hooks: { onPayment } });
    await acknowledgedInTheEnd(shop.notifyUrl, fresh());
    await vi.waitFor(() => {
      expect(onPayment).toHaveBeenCalledTimes(1);
    }, SOON);
    proxy.heal();
    onPayment.mockImplementation(() => undefined);
    await acknowledgedInTheEnd(shop.notifyUrl, fresh());
    await vi.waitFor(() => {
      expect(onPayment).toHaveBeenCalledTimes(2);
    }, SOON);
  });

  it('an app stops without it', async () => {
    const shop = await open(freshQueue());
    await acknowledgedInTheEnd(shop.notifyUrl, fresh());
    proxy.fallSilent();
    await shop.app.close();
  });

  it.each([
    ['a wrong password', 'postgres://nobody:very-secret@127.0.0.1', /\(28000\)|\(28P01\)/],
    ['a database that it has not', 'postgres://postgres:very-secret@127.0.0.1', /\(3D000\)/, '/nothing'],
  ])('%s is one error line, without the password', async (_what, address, line, path = '/postgres') => {
    const connection = `${address}:${new URL(server.url).port}${path}`;
    const shop = await open(freshQueue(), {}, { connection });
    expect(await post(shop.notifyUrl, fresh())).toMatchObject({ status: 503 });
    expect(await post(shop.notifyUrl, fresh())).toMatchObject({ status: 503 });
    const lines = shop.logger.texts('error').filter((text) => text.startsWith('Queue '));
    expect(lines).toEqual([expect.stringMatching(line)]);
    expect(shop.logger.texts().join('\n')).not.toContain('very-secret');
  });
});
