import { randomUUID } from 'node:crypto';

import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { InboxRefusal } from '../../../../../lib/common/inbox/inbox-refusal.js';
import { RedisInbox } from '../../../../../lib/notifications/inbox/redis/index.js';
import { ADAPTERS } from '../../../../support/adapters.js';
import { post } from '../../../../support/http.js';
import { openShop, payment } from '../../../../support/shop.js';
import { libraries } from './libraries.js';
import { describeWithRedisServer } from './needs-redis.js';
import { RedisServer } from './redis-server.js';

const PASSWORD = 'very-secret-password';
const OUTCOME = '2026/SUCCESS/4995';
const nothing = (): Promise<void> => Promise.resolve();

async function refusalOf(operation: Promise<unknown>): Promise<InboxRefusal> {
  const error: unknown = await operation.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof InboxRefusal) return error;
  throw new Error('a refusal was expected', { cause: error });
}

describeWithRedisServer('RedisInbox says why Redis refuses', () => {
  let server: RedisServer;
  let root: Redis;
  const closing: (() => unknown)[] = [];

  beforeAll(async () => {
    server = await RedisServer.start('--databases', '4');
    root = new Redis(server.url);
    await root.call('ACL', 'SETUSER', 'root', 'on', `>${PASSWORD}`, '~*', '&*', '+@all');
    await root.auth('root', PASSWORD);
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    await root.call('ACL', 'SETUSER', 'default', 'reset', 'on', 'nopass', '~*', '&*', '+@all');
    await root.config('SET', 'maxmemory', '0');
    await root.replicaof('NO', 'ONE');
  });
  afterAll(async () => {
    root.disconnect();
    await server.remove();
  });

  describe.each([...libraries])('with $name', (library) => {
    async function inbox(url = server.url, prefix?: string): Promise<RedisInbox> {
      const connected = await library.connect(url, { prefix });
      closing.push(connected.disconnect);
      return connected;
    }

    async function told(change: () => Promise<unknown>): Promise<string> {
      const connected = await inbox();
      await change();
      const { message } = await refusalOf(connected.once(randomUUID(), OUTCOME, nothing));
      expect(message).not.toContain(PASSWORD);
      return message;
    }

    it('a user without permission, and what the user needs is enough', async () => {
      const message = await told(() => root.call('ACL', 'SETUSER', 'default', '-@scripting'));
      const [, rights] = /ACL SETUSER name on >password (.+)\.$/.exec(message) ?? [];
      await root.call('ACL', 'SETUSER', 'default', 'reset', 'on', 'nopass', ...(rights ?? '').split(' '));
      const client = new Redis(`${server.url}/3`, { enableReadyCheck: false });
      closing.push(() => {
        client.disconnect();
      });
      const key = randomUUID();
      const connected = new RedisInbox(client);
      await expect(connected.once(key, OUTCOME, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(await connected.once(key, OUTCOME, nothing)).toEqual({ status: 'ran' });
      expect(await connected.recall(key)).toBe(OUTCOME);
    });

    it('a replica', async () => {
      const message = await told(() => root.replicaof('127.0.0.1', 1));
      expect(message).toMatch(/this Redis is a replica, which takes no writes \(READONLY\)/);
    });

    it('no memory', async () => {
      expect(await told(() => root.config('SET', 'maxmemory', '1'))).toMatch(/no memory left \(OOM\)/);
    });

    it('a key that is something else', async () => {
      const [prefix, key] = [`${randomUUID()}:`, randomUUID()];
      await root.rpush(prefix + key, 'x');
      const { message } = await refusalOf((await inbox(server.url, prefix)).recall(key));
      expect(message).toMatch(/\(WRONGTYPE\).*Give RedisInbox a prefix of its own/);
    });

    it('nothing where it merely forgot the scripts', async () => {
      const connected = await inbox();
      await root.script('FLUSH');
      expect(await connected.once(randomUUID(), OUTCOME, nothing)).toEqual({ status: 'ran' });
    });

    it('works in the database that the client names, and in no other', async () => {
      const [prefix, key] = [`${randomUUID()}:`, randomUUID()];
      await (await inbox(`${server.url}/3`, prefix)).once(key, OUTCOME, nothing);
      expect(await root.exists(prefix + key)).toBe(0);
      const third = root.duplicate({ db: 3, username: 'root', password: PASSWORD });
      expect(await third.exists(prefix + key)).toBe(1);
      third.disconnect();
    });
  });

  it('no password: a client of ioredis connects all the same', async () => {
    await root.call('ACL', 'SETUSER', 'default', 'resetpass', `>${PASSWORD}`);
    const client = new Redis(server.url, { enableReadyCheck: false });
    client.on('error', () => undefined);
    closing.push(() => {
      client.disconnect();
    });
    const { message } = await refusalOf(new RedisInbox(client).recall(randomUUID()));
    expect(message).toMatch(/wants a password, and got none \(NOAUTH\): give it to the client of RedisInbox/);
  });

  it('a wrong password, with which ioredis goes on as nobody', async () => {
    await root.call('ACL', 'SETUSER', 'default', 'resetpass', `>${PASSWORD}`);
    const client = new Redis(server.url.replace('//', `//root:${PASSWORD}-not@`), {
      enableReadyCheck: false,
    });
    client.on('error', () => undefined);
    closing.push(() => {
      client.disconnect();
    });
    const { message } = await refusalOf(new RedisInbox(client).recall(randomUUID()));
    expect(message).toMatch(/\((?:NOAUTH|WRONGPASS)\)/);
    expect(message).not.toContain(PASSWORD);
  });

  it('a database that Redis lacks: nothing is remembered in another', async () => {
    for (const client of [
      new Redis(`${server.url}/99`),
      createClient({ url: `${server.url}/99`, socket: { reconnectStrategy: () => 50 } }),
    ]) {
      client.on('error', () => undefined);
      if (!(client instanceof Redis)) client.connect().catch(() => undefined);
      closing.push(() => {
        if (client instanceof Redis) client.disconnect();
        else client.destroy();
      });
      const inbox = new RedisInbox(client, { prefix: `${randomUUID()}:` });
      const { message } = await refusalOf(inbox.once(randomUUID(), OUTCOME, nothing));
      expect(message).toMatch(/no database of the number that the client of RedisInbox names/);
    }
    expect(await root.dbsize()).toBeLessThan(20);
  });

  it.each(ADAPTERS)('in the log of an app on %s, and acknowledges nothing', async (adapter) => {
    const client = new Redis(`${server.url}/99`);
    client.on('error', () => undefined);
    const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment: vi.fn() };
    const shop = await openShop({ adapter, hooks, notifications: { inbox: new RedisInbox(client) } });
    closing.push(
      () => shop.close(),
      () => {
        client.disconnect();
      },
    );
    expect(await post(shop.notifyUrl, payment())).toMatchObject({ status: 503 });
    expect(hooks.onPayment).not.toHaveBeenCalled();
    expect(shop.logger.texts('error')).toEqual([
      expect.stringMatching(
        /the inbox refuses, so it is not known whether it was handled: Redis has no database of the number.*LianLian will repeat it/s,
      ),
    ]);
  });
});
