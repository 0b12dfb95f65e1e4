import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { RedisInbox } from '../../../../../lib/notifications/inbox/redis/index.js';
import { CLAIM } from '../../../../../lib/notifications/inbox/redis/scripts.js';
import { type ConnectedInbox, libraries } from './libraries.js';
import { describeWithRedisServer } from './needs-redis.js';
import { RedisServer } from './redis-server.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const LEASE_MS = 60_000;

describeWithRedisServer('What a RedisInbox keeps in Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.remove());

  const ttl = async (key: string): Promise<number> => Number(await server.command('PTTL', key));
  const keys = async (): Promise<unknown> => server.command('KEYS', '*');

  async function completed(inbox: RedisInbox, key: string): Promise<void> {
    const claim = await inbox.claim(key, LEASE_MS);
    expect(claim.status === 'claimed' && (await inbox.complete(key, claim.token))).toBe(true);
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

    it('is one key per notification, which ends with its lease or its retention of 90 days', async () => {
      await server.command('FLUSHALL');
      const claim = await inbox.claim('m/payment/1', LEASE_MS);
      expect(await keys()).toEqual(['lianlian:inbox:m/payment/1']);
      expect(await ttl('lianlian:inbox:m/payment/1')).toBeGreaterThan(LEASE_MS - 10_000);
      expect(await ttl('lianlian:inbox:m/payment/1')).toBeLessThanOrEqual(LEASE_MS);

      expect(claim.status === 'claimed' && (await inbox.complete('m/payment/1', claim.token))).toBe(true);
      expect(await keys()).toEqual(['lianlian:inbox:m/payment/1']);
      expect(await ttl('lianlian:inbox:m/payment/1')).toBeGreaterThan(90 * DAY_MS - 10_000);
      expect(await ttl('lianlian:inbox:m/payment/1')).toBeLessThanOrEqual(90 * DAY_MS);
    });

    it('leaves nothing behind when a claim is released', async () => {
      await server.command('FLUSHALL');
      const claim = await inbox.claim('key', LEASE_MS);
      if (claim.status === 'claimed') await inbox.release('key', claim.token);
      expect(await keys()).toEqual([]);
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
      expect((await other.claim('shared', LEASE_MS)).status).toBe('claimed');
      expect((await inbox.claim('shared', LEASE_MS)).status).toBe('done');
      other.disconnect();
    });

    it('needs no script to be there: Redis may forget them at any time', async () => {
      const key = randomUUID();
      await server.command('SCRIPT', 'FLUSH');
      const claim = await inbox.claim(key, LEASE_MS);
      expect(claim.status).toBe('claimed');
      if (claim.status !== 'claimed') return;
      await server.command('SCRIPT', 'FLUSH');
      expect(await inbox.renew(key, claim.token, LEASE_MS)).toBe(true);
      await server.command('SCRIPT', 'FLUSH');
      expect(await inbox.complete(key, claim.token)).toBe(true);
      await server.command('SCRIPT', 'FLUSH');
      expect(await inbox.release(key, claim.token)).toBe(false);
    });

    it('says what Redis says when a command fails', async () => {
      await server.command('SADD', 'lianlian:inbox:taken', 'by somebody else');
      await expect(inbox.claim('taken', LEASE_MS)).rejects.toThrow('WRONGTYPE');
    });

    it('leaves the connection to the app', async () => {
      expect(Object.getOwnPropertyNames(RedisInbox.prototype)).not.toContain('close');
      expect(await inbox.ping()).toBe('PONG');
    });
  });

  it('takes a claim that the client sent twice for one', async () => {
    const client = new Redis(server.url);
    const send = (token: string): Promise<unknown> => client.eval(CLAIM.source, 1, 'resent', token, LEASE_MS);
    expect(await send('claim:a')).toBe('claimed');
    expect(await send('claim:a')).toBe('claimed');
    expect(await send('claim:b')).toBe('busy');
    client.disconnect();
  });

  it('works with a key prefix of ioredis, and with auto-pipelining', async () => {
    const client = new Redis(server.url, { keyPrefix: 'app:', enableAutoPipelining: true });
    await completed(new RedisInbox(client), 'prefixed');
    expect(await server.command('GET', 'app:lianlian:inbox:prefixed')).toBe('done');
    client.disconnect();
  });
});
