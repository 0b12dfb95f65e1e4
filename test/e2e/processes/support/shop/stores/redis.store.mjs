import { Redis } from 'ioredis';
import { RedisInbox } from 'nestjs-lianlian/redis';

import { newOrder } from './new-order.mjs';

/** The payment of an order and its effect, in one step. */
const PAY = `
redis.call('HSET', KEYS[1], 'oid_paybill', ARGV[2])
redis.call('SADD', KEYS[3], ARGV[1])
return redis.call('RPUSH', KEYS[2], ARGV[1])`;

export async function openRedis(url, name) {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    retryStrategy: (times) => Math.min(50 * times, 500),
  });
  redis.on('error', () => undefined);
  const orderKey = (no_order) => `${name}:order:${no_order}`;
  const [effectsKey, paidKey] = [`${name}:effects`, `${name}:paid`];
  const find = async (no_order) => {
    const order = await redis.hgetall(orderKey(no_order));
    return order.money_order === undefined ? undefined : order;
  };
  return {
    inbox: new RedisInbox(redis, { prefix: `${name}:inbox:` }),
    orders: {
      add: async (numbers) => {
        const batch = redis.pipeline();
        for (const no_order of numbers) batch.hset(orderKey(no_order), newOrder());
        for (const [error] of await batch.exec()) if (error) throw error;
      },
      find,
      pay: async ({ no_order, oid_paybill }) => {
        await redis.eval(PAY, 3, orderKey(no_order), effectsKey, paidKey, no_order, oid_paybill);
      },
      unsettled: async () => {
        const numbers = (await keysOf(redis, orderKey('*'))).map((key) => key.slice(orderKey('').length));
        const orders = await Promise.all(
          numbers.map(async (no_order) => ({ no_order, ...(await find(no_order)) })),
        );
        return orders.filter(({ oid_paybill }) => oid_paybill === undefined);
      },
      effects: () => redis.lrange(effectsKey, 0, -1),
      paid: () => redis.scard(paidKey),
      remove: async () => {
        const keys = await keysOf(redis, `${name}:*`);
        for (let from = 0; from < keys.length; from += 1_000)
          await redis.unlink(keys.slice(from, from + 1_000));
      },
    },
  };
}

async function keysOf(redis, pattern) {
  const keys = [];
  for await (const page of redis.scanStream({ match: pattern, count: 1_000 })) keys.push(...page);
  return [...new Set(keys)];
}
