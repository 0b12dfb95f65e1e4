import { Logger } from '@nestjs/common';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { closeInTime } from '../../../lib/bullmq/close-in-time.js';
import { queueSettingsOf } from '../../../lib/bullmq/queue-settings.js';
import { post } from '../../support/http.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { payment, uniqueNumber } from '../../support/shop.js';
import { describeWithRedisServer } from '../notifications/inbox/redis/needs-redis.js';
import { RedisServer } from '../notifications/inbox/redis/redis-server.js';
import { openQueueShop } from './support/queue-shop.js';

const PASSWORD = 'very-secret-password';
const fresh = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });

describeWithRedisServer('what Redis refuses', () => {
  let server: RedisServer;
  /** A user of the server's who may do everything but the command of each test. */
  let root: Redis;
  let shop: Awaited<ReturnType<typeof openQueueShop>> | undefined;

  beforeAll(async () => {
    server = await RedisServer.start();
    root = new Redis(server.url);
    await root.call('ACL', 'SETUSER', 'root', 'on', `>${PASSWORD}`, '~*', '&*', '+@all');
    await root.auth('root', PASSWORD);
  });
  afterEach(async () => {
    await shop?.close();
    shop = undefined;
    await root.call('ACL', 'SETUSER', 'default', 'reset', 'on', 'nopass', '~*', '&*', '+@all');
    await root.config('SET', 'maxmemory', '0');
    await root.replicaof('NO', 'ONE');
  });
  afterAll(async () => {
    root.disconnect();
    await server.remove();
  });

  /** The lines of a worker and of the side that adds, once each has something to say. */
  async function linesWith(connection: string, word: string): Promise<string[]> {
    // Its inbox has the shop's own connection.
    shop = await openQueueShop({ redisUrl: `${server.url}?db=0`, queue: { connection } });
    const { logger, notifyUrl } = shop;
    expect(await post(notifyUrl, fresh())).toMatchObject({ status: 503 });
    const linesOf = (side: RegExp): string[] =>
      logger.texts('error').filter((line) => side.test(line) && line.includes(word));
    await vi.waitFor(
      () => {
        expect([linesOf(/^Worker of queue/), linesOf(/^Queue /)].map(({ length }) => length > 0)).toEqual([
          true,
          true,
        ]);
      },
      { timeout: 10_000, interval: 50 },
    );
    // What is refused again and again is said once, by either side.
    await post(notifyUrl, fresh());
    await post(notifyUrl, fresh());
    const lines = [...logger.texts('error'), ...logger.texts('warn')];
    expect(lines.join('\n')).not.toContain(PASSWORD);
    return [...linesOf(/^Worker of queue/), ...linesOf(/^Queue /)];
  }

  const withUser = (user: string, password: string): string =>
    server.url.replace('//', `//${user}:${password}@`);

  it('a wrong password', async () => {
    const lines = await linesWith(withUser('root', `${PASSWORD}-not`), 'WRONGPASS');
    expect(lines).toEqual([
      expect.stringMatching(/WRONGPASS.*percent-encoded/),
      expect.stringContaining('WRONGPASS'),
    ]);
  });

  it('no password', async () => {
    await root.call('ACL', 'SETUSER', 'default', 'resetpass', `>${PASSWORD}`);
    const lines = await linesWith(server.url, 'NOAUTH');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/NOAUTH\): put it into connection/);
  });

  it('no password, and nothing is said of it any more once the app has ended', async () => {
    await root.call('ACL', 'SETUSER', 'default', 'resetpass', `>${PASSWORD}`);
    const logger = new RecordingLogger();
    Logger.overrideLogger(logger);
    const connection = { url: server.url, maxRetriesPerRequest: null };
    const worker = new Worker('refused', async () => undefined, { connection });
    const heard: unknown[] = [];
    worker.on('error', (error) => heard.push(error));
    await vi.waitFor(() => {
      expect(heard).not.toEqual([]);
    });
    await closeInTime('Worker of queue refused', worker);
    expect(logger.texts('warn')).toEqual([expect.stringContaining('did not close in time')]);
    heard.length = 0;
    // As BullMQ passes on what a connection that was on its way is refused with.
    worker.emit('error', new Error('NOPERM'));
    expect(heard).toEqual([]);
  });

  it('a user without permission', async () => {
    await root.call('ACL', 'SETUSER', 'default', '-@scripting');
    const lines = await linesWith(server.url, 'NOPERM');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toContain('ACL SETUSER');
  });

  it('a database that it has not, and nothing is acknowledged that would lie in another', async () => {
    const lines = await linesWith(`${server.url}/99`, 'no database of that number');
    for (const line of lines) expect(line).toContain('until the app is started again');
    expect(shop?.logger.texts('log').join('\n')).not.toContain('is back');
  });

  it.each(['express', 'fastify'] as const)(
    "a database that it has not, to a client of the app's own that was refused long before, on %s",
    async (adapter) => {
      const client = new Redis(`${server.url}/99`, { maxRetriesPerRequest: null });
      client.on('error', () => undefined);
      await client.ping();
      try {
        shop = await openQueueShop({
          ...{ adapter, redisUrl: `${server.url}?db=0` },
          queue: { connection: client, worker: false },
        });
        expect(await post(shop.notifyUrl, fresh())).toMatchObject({ status: 503 });
        expect(shop.logger.texts('error').filter((line) => line.startsWith('Queue '))).toEqual([
          expect.stringMatching(/no database of that number.*until the app is started again/),
        ]);
        // BullMQ writes that a queue was opened, and no job.
        const written = await root.keys(`*${shop.queueName}*`);
        expect(written.filter((key) => !key.endsWith(':meta'))).toEqual([]);
      } finally {
        client.disconnect();
      }
    },
  );

  it('a replica', async () => {
    await root.replicaof('127.0.0.1', 1);
    const lines = await linesWith(server.url, 'READONLY');
    for (const line of lines) expect(line).toMatch(/replica/);
  });
});

describe('what BullMQ refuses, at the start', () => {
  const url = 'redis://127.0.0.1:1';
  const client = (options: object): Redis => new Redis(url, { lazyConnect: true, ...options });

  it.each([
    ['options', { host: '127.0.0.1', keyPrefix: 'shop:' }],
    ['a client', client({ keyPrefix: 'shop:' })],
    [
      'a cluster',
      { duplicate: () => undefined, isCluster: true, options: { redisOptions: { keyPrefix: 'a:' } } },
    ],
    ['a URL', `${url}?keyPrefix=shop:`],
  ])('a keyPrefix in %s', (_what, connection) => {
    expect(() => queueSettingsOf({ connection: connection })).toThrow(/keyPrefix.*set prefix/);
  });

  it('a cluster without a hash tag', () => {
    const connection = { duplicate: () => undefined, isCluster: true, options: {} } as unknown as Redis;
    expect(() => queueSettingsOf({ connection, prefix: 'shop' })).toThrow(/prefix: has no hash tag/);
    expect(queueSettingsOf({ connection, prefix: '{shop}' }).prefix).toBe('{shop}');
    expect(queueSettingsOf({ connection }).prefix).toBe('{lianlian}');
  });
});
