import { LianlianConfigError } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

import { queueSettingsOf } from '../../../lib/bullmq/queue-settings.js';

const connection = 'redis://127.0.0.1:6379';

describe('options of the queue', () => {
  it('need a connection alone', () => {
    expect(queueSettingsOf({ connection })).toEqual({
      connection,
      queueName: 'notifications',
      prefix: '{lianlian}',
      worker: { concurrency: 10, stalledMs: 30_000 },
      attempts: 12,
      backoff: { firstMs: 1_000, maxMs: 900_000 },
      keepCompletedMs: 3_600_000,
      timeoutMs: 2_000,
    });
  });

  it('take a worker as true, false or with its own options', () => {
    const worker = (value: boolean | { concurrency?: number }) =>
      queueSettingsOf({ connection, worker: value }).worker;
    expect(worker(true)).toEqual({ concurrency: 10, stalledMs: 30_000 });
    expect(worker(false)).toBeUndefined();
    expect(worker({ concurrency: 3 })).toEqual({ concurrency: 3, stalledMs: 30_000 });
  });

  it.each([
    ['connection', {}],
    ['connection', { connection: '' }],
    ['connection', { connection: 'secret-host' }],
    ['connection', { connection: 6379 }],
    ['queueName', { connection, queueName: 'a:b' }],
    ['worker', { connection, worker: 3 }],
    ['worker.concurrency', { connection, worker: { concurrency: 0 } }],
    ['worker.treads', { connection, worker: { treads: 2 } }],
    ['attempts', { connection, attempts: 0 }],
    ['backoff.firstMs', { connection, backoff: { firstMs: -1 } }],
    ['backoff.maxMs', { connection, backoff: { maxMs: Infinity } }],
    ['keepCompletedMs', { connection, keepCompletedMs: '1' }],
    ['timeoutMs', { connection, timeoutMs: 0.5 }],
    ['queue', { connection, queue: 'x' }],
  ])('name a wrong %s, and not its value', (option, options) => {
    const refuse = () => queueSettingsOf(options as never);
    expect(refuse).toThrow(LianlianConfigError);
    expect(refuse).toThrow(`LianlianQueueModule ${option}:`);
    expect(refuse).not.toThrow('secret-host');
  });
});
