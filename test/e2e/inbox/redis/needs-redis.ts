import { Redis } from 'ioredis';
import { describe, it } from 'vitest';

import { hasRedisServer } from './redis-server.js';

/** The Redis that tests share: none of them flushes it. */
export const SHARED_REDIS = process.env['LIANLIAN_TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

const required = process.env['LIANLIAN_TEST_REQUIRE_ALL'] === '1';

/** `describe` where a Redis answers. Elsewhere the tests are skipped by name, or fail when none may be missing. */
export async function describeWithSharedRedis(name: string, body: () => void): Promise<void> {
  const how = `start a Redis at ${SHARED_REDIS}, or name one in LIANLIAN_TEST_REDIS_URL`;
  describeWhere(await answers(SHARED_REDIS), name, how, body);
}

/** `describe` where redis-server is installed, for tests that start and stop their own. */
export function describeWithRedisServer(name: string, body: () => void): void {
  describeWhere(hasRedisServer(), name, 'install redis-server (apt-get install redis-server)', body);
}

function describeWhere(available: boolean, name: string, how: string, body: () => void): void {
  if (available) {
    describe(name, body);
  } else if (required) {
    it(name, () => {
      throw new Error(`No test may be skipped here: ${how}.`);
    });
  } else {
    console.warn(`Skipped: ${name}. To run it, ${how}.`);
    // This machine has no Redis, and `npm test` passes without: CI, where `required` holds, never comes here.
    describe.skip(name, body);
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
    return true;
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}
