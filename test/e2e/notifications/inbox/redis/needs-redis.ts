import { Redis } from 'ioredis';
import { describe } from 'vitest';

import { lacks } from '../../../../support/needs.js';
import { hasRedisServer } from './redis-server.js';

/** The Redis that tests share: none of them flushes it. */
export const SHARED_REDIS = process.env['LIANLIAN_TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

/** `describe` where a Redis answers. */
export async function describeWithSharedRedis(name: string, body: () => void): Promise<void> {
  const isMissing = !(await answers(SHARED_REDIS));
  const missing = isMissing && `a Redis at ${SHARED_REDIS}`;
  const run = 'start it, or name another in LIANLIAN_TEST_REDIS_URL';
  describe.skipIf(lacks({ tests: name, missing, run }))(name, body);
}

/** `describe` where redis-server is installed, for tests that start and stop their own. */
export function describeWithRedisServer(name: string, body: () => void): void {
  const missing = !hasRedisServer() && 'redis-server';
  describe.skipIf(lacks({ tests: name, missing, run: 'apt-get install redis-server' }))(name, body);
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
