import { LianlianConfigError } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

import { bossSettingsOf } from '../../../lib/pg-boss/boss-settings.js';

const connection = 'postgres://127.0.0.1/shop';
const oldBoss = { start: () => undefined, stop: () => undefined, send: () => undefined };

describe('options of the queue in PostgreSQL', () => {
  it('need a connection alone', () => {
    expect(bossSettingsOf({ connection })).toEqual({
      connection,
      queueName: 'notifications',
      schema: 'lianlian',
      pollMs: 2_000,
      worker: { concurrency: 10, stalledMs: 30_000 },
      attempts: 12,
      backoff: { firstMs: 1_000, maxMs: 900_000 },
      keepCompletedMs: 3_600_000,
      timeoutMs: 2_000,
    });
  });

  it.each([
    ['connection', {}],
    ['connection', { connection: '' }],
    ['connection', { connection: 'redis://secret-host' }],
    ['connection', { connection: 5432 }],
    ['connection', { connection: { host: '127.0.0.1', schema: 'secret-host' } }],
    ['connection', { connection: oldBoss }],
    ['schema', { connection: oldBoss, schema: 'shop' }],
    ['schema', { connection, schema: 'a-b' }],
    ['queueName', { connection, queueName: 'a:b' }],
    ['pollMs', { connection, pollMs: 100 }],
    ['worker.stalledMs', { connection, worker: { stalledMs: 9_999 } }],
    ['worker.concurrency', { connection, worker: { concurrency: 0 } }],
    ['keepCompletedMs', { connection, keepCompletedMs: 999 }],
    ['prefix', { connection, prefix: '{lianlian}' }],
  ])('name a wrong %s, and not its value', (option, options) => {
    const refuse = () => bossSettingsOf(options as never);
    expect(refuse).toThrow(LianlianConfigError);
    expect(refuse).toThrow(`LianlianQueueModule ${option}:`);
    expect(refuse).not.toThrow('secret-host');
  });
});
