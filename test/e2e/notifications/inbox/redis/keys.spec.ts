import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RedisClient, RedisInbox } from '../../../../../lib/notifications/inbox/redis/index.js';
import {
  CLAIM,
  COMPLETE,
  type RedisScript,
  RELEASE,
  RENEW,
} from '../../../../../lib/notifications/inbox/redis/scripts.js';
import { type ConnectedInbox, libraries } from './libraries.js';
import { describeWithRedisServer } from './needs-redis.js';
import { RedisServer } from './redis-server.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const LEASE_MS = 60_000;
const OUTCOME = '2026/SUCCESS/4995';

/** A client that lost the reply to each of its scripts, and sends it once more. */
function sentTwice(client: RedisClient): RedisClient {
  return new Proxy(client, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...values: unknown[]): Promise<unknown> => {
        await method.apply(target, values);
        return method.apply(target, values) as unknown;
      };
    },
  });
}

describeWithRedisServer('What a RedisInbox keeps in Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.remove());

  const ttl = async (key: string): Promise<number> => Number(await server.command('PTTL', key));
  const keys = async (): Promise<unknown> => server.command('KEYS', '*');

  const nothing = (): Promise<void> => Promise.resolve();
  const neverRun = (): never => {
    throw new Error('work ran that must not');
  };

  async function completed(inbox: RedisInbox, key: string): Promise<void> {
    expect(await inbox.once(key, OUTCOME, nothing)).toEqual({ status: 'ran' });
  }

  describe.each([...libraries])('with $name', (library) => {
    let inbox: ConnectedInbox;
    beforeAll(async () => {
      await server.command('FLUSHALL');
      inbox = await library.connect(server.url);
    });
    afterAll(() => {
      inbox.disconnect();
    });

    it('is one key per order, which ends with its lease or its retention of 90 days', async () => {
      await server.command('FLUSHALL');
      const key = 'lianlian:inbox:m/order/1';
      await inbox.once(
        'm/order/1',
        OUTCOME,
        async () => {
          expect(await keys()).toEqual([key]);
          expect(String(await server.command('GET', key))).toMatch(/^claim:[\w-]{36}$/);
          expect(await ttl(key)).toBeGreaterThan(LEASE_MS - 10_000);
          expect(await ttl(key)).toBeLessThanOrEqual(LEASE_MS);
        },
        { leaseMs: LEASE_MS },
      );
      expect(await keys()).toEqual([key]);
      expect(String(await server.command('GET', key))).toMatch(/^done:2026\/SUCCESS\/4995#[\w-]{36}$/);
      expect(await ttl(key)).toBeGreaterThan(90 * DAY_MS - 10_000);
      expect(await ttl(key)).toBeLessThanOrEqual(90 * DAY_MS);
      expect(await inbox.recall('m/order/1')).toBe(OUTCOME);
    });

    it('leaves nothing behind when the work fails, or when it was only asked', async () => {
      await server.command('FLUSHALL');
      await expect(inbox.once('key', OUTCOME, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(await inbox.recall('key')).toBeUndefined();
      expect(await keys()).toEqual([]);
    });

    it('is held by renewals while the work runs', async () => {
      const leaseMs = 300;
      await inbox.once(
        'renewed',
        OUTCOME,
        async () => {
          for (let turn = 0; turn < 12; turn++) {
            await sleep(75);
            expect(await ttl('lianlian:inbox:renewed')).toBeGreaterThan(0);
          }
        },
        { leaseMs },
      );
      expect(await inbox.recall('renewed')).toBe(OUTCOME);
    });

    it('ends with its lease when the work outlived maxHandlingMs, and nobody else’s is taken', async () => {
      const other = await library.connect(server.url);
      const limits = { leaseMs: 150, maxHandlingMs: 300 };
      const late = inbox.once('given-up', OUTCOME, () => sleep(1_500), limits);
      await expect.poll(() => server.command('EXISTS', 'lianlian:inbox:given-up'), { interval: 5 }).toBe(1);
      expect(await other.once('given-up', 'other', neverRun)).toEqual({ status: 'busy' });
      await expect.poll(() => server.command('EXISTS', 'lianlian:inbox:given-up')).toBe(0);
      expect(await other.once('given-up', 'other', nothing)).toEqual({ status: 'ran' });
      expect(await late).toEqual({ status: 'lost' });
      expect(await inbox.recall('given-up')).toBe('other');
      other.disconnect();
    });

    it('is taken by work that outlived maxHandlingMs, as long as nobody came', async () => {
      const limits = { leaseMs: 100, maxHandlingMs: 100 };
      expect(await inbox.once('late', OUTCOME, () => sleep(500), limits)).toEqual({ status: 'ran' });
      expect(await inbox.recall('late')).toBe(OUTCOME);
    });

    it('stays as long as the options say, or for ever', async () => {
      const brief = await library.connect(server.url, { prefix: 'brief:', retentionMs: 5_000 });
      await completed(brief, 'key');
      expect(await ttl('brief:key')).toBeLessThanOrEqual(5_000);
      brief.disconnect();

      const lasting = await library.connect(server.url, { prefix: 'lasting:', retentionMs: Infinity });
      await completed(lasting, 'key');
      expect(await ttl('lasting:key')).toBe(-1);
      lasting.disconnect();
    });

    it('is apart from that of another prefix', async () => {
      const other = await library.connect(server.url, { prefix: 'other-shop:' });
      await completed(inbox, 'shared');
      expect(await other.recall('shared')).toBeUndefined();
      expect((await other.once('shared', OUTCOME, nothing)).status).toBe('ran');
      expect((await inbox.once('shared', OUTCOME, neverRun)).status).toBe('done');
      other.disconnect();
    });

    it('needs no script to be there: Redis may forget them at any time', async () => {
      const key = randomUUID();
      const flush = (): Promise<unknown> => server.command('SCRIPT', 'FLUSH');
      await flush();
      const work = async (): Promise<void> => {
        for (let turn = 0; turn < 5; turn++) {
          await flush();
          await sleep(60);
        }
        await flush();
      };
      expect(await inbox.once(key, OUTCOME, work, { leaseMs: 150 })).toEqual({ status: 'ran' });
      await flush();
      expect(await inbox.recall(key)).toBe(OUTCOME);
      await flush();
      expect(await inbox.once(key, 'other', neverRun)).toEqual({ status: 'done', outcome: OUTCOME });
      const failing = async (): Promise<void> => {
        await flush();
        throw new Error('no');
      };
      await expect(inbox.once(`${key}2`, OUTCOME, failing)).rejects.toThrow('no');
      expect(await inbox.once(`${key}2`, OUTCOME, nothing)).toEqual({ status: 'ran' });
    });

    it('says what Redis says when a command fails', async () => {
      await server.command('SADD', 'lianlian:inbox:taken', 'by somebody else');
      await expect(inbox.once('taken', OUTCOME, neverRun)).rejects.toThrow('WRONGTYPE');
      await expect(inbox.recall('taken')).rejects.toThrow('WRONGTYPE');
    });

    it('leaves the connection to the app', async () => {
      expect(Object.getOwnPropertyNames(RedisInbox.prototype)).not.toContain('close');
      expect(await inbox.ping()).toBe('PONG');
    });
  });

  describe('when a client sends a script twice, as it does when the connection broke before the reply', () => {
    let client: Redis;
    beforeAll(() => {
      client = new Redis(server.url);
    });
    afterAll(() => {
      client.disconnect();
    });
    const send = ({ source }: RedisScript, key: string, ...values: (string | number)[]): Promise<unknown> =>
      client.eval(source, 1, key, ...values);

    it('takes two claims for one', async () => {
      expect(await send(CLAIM, 'claimed', 'claim:a', LEASE_MS)).toBe('claimed');
      expect(await send(CLAIM, 'claimed', 'claim:a', LEASE_MS)).toBe('claimed');
      expect(await send(CLAIM, 'claimed', 'claim:b', LEASE_MS)).toBe('busy');
    });

    it('takes two completions for one, and no other for it', async () => {
      const done = `done:${OUTCOME}#a`;
      await send(CLAIM, 'completed', 'claim:a', LEASE_MS);
      expect(await send(COMPLETE, 'completed', 'claim:a', done, 1_000)).toBe('held');
      expect(await send(COMPLETE, 'completed', 'claim:a', done, 1_000)).toBe('held');
      expect(await send(COMPLETE, 'completed', 'claim:b', `done:${OUTCOME}#b`, 1_000)).toBe('lost');
      expect(await server.command('GET', 'completed')).toBe(done);
    });

    it('completes a key that is free again, and none that another took', async () => {
      expect(await send(COMPLETE, 'free', 'claim:a', 'done:x#a', 'forever')).toBe('held');
      expect(await server.command('GET', 'free')).toBe('done:x#a');
      await send(CLAIM, 'taken-over', 'claim:b', LEASE_MS);
      expect(await send(COMPLETE, 'taken-over', 'claim:a', 'done:x#a', 'forever')).toBe('lost');
      expect(await send(RENEW, 'taken-over', 'claim:a', LEASE_MS)).toBe('lost');
      expect(await send(RELEASE, 'taken-over', 'claim:a')).toBe('lost');
      expect(await server.command('GET', 'taken-over')).toBe('claim:b');
    });

    it.each(['ioredis', 'node-redis'])(
      'its work ran, though every script was sent twice: %s',
      async (name) => {
        const inner = name === 'ioredis' ? client : await createClient({ url: server.url }).connect();
        const inbox = new RedisInbox(sentTwice(inner), { prefix: `twice-${name}:` });
        const work = (): Promise<void> => sleep(200);
        expect(await inbox.once('key', OUTCOME, work, { leaseMs: 150 })).toEqual({ status: 'ran' });
        expect(await inbox.once('key', 'other', neverRun)).toEqual({ status: 'done', outcome: OUTCOME });
        if (inner !== client) (inner as { destroy(): void }).destroy();
      },
    );
  });

  it('works with a key prefix of ioredis, and with auto-pipelining', async () => {
    const client = new Redis(server.url, { keyPrefix: 'app:', enableAutoPipelining: true });
    await completed(new RedisInbox(client), 'prefixed');
    expect(String(await server.command('GET', 'app:lianlian:inbox:prefixed'))).toMatch(`done:${OUTCOME}#`);
    client.disconnect();
  });
});
