import { delimiter, dirname } from 'node:path';

import { afterAll, beforeAll, expect, inject, it } from 'vitest';

import { describeWithSharedRedis, SHARED_REDIS } from '../../../e2e/notifications/inbox/redis/needs-redis.js';
import { INSTALL_TIMEOUT_MS } from '../../support/npm.js';
import { lacksForRealApp, RealApp } from './real-app.js';

const isLacking = await lacksForRealApp('fastify');

await describeWithSharedRedis('examples/fastify', () => {
  let app: RealApp;

  beforeAll(async () => {
    if (isLacking) return;
    // nestjs-pino asks for a newer Node than the package does.
    const node = dirname(inject('nodes')['22'] ?? '');
    const PATH = `${node}${delimiter}${process.env['PATH'] ?? ''}`;
    app = await RealApp.install('fastify', { PATH, REDIS_URL: SHARED_REDIS });
  }, INSTALL_TIMEOUT_MS);
  afterAll(() => (isLacking ? undefined : app.remove()));

  it.skipIf(isLacking).each([
    ['build', /^$/],
    ['types', /^$/],
    ['test', /Tests +9 passed/],
  ])('passes `npm run %s`', async (script, says) => {
    expect(await app.script(script)).toMatch(says);
  });
});
