import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';

import { LianlianConfigError } from '../../../../../lib/errors/lianlian-config.error.js';
import {
  type IoredisClient,
  type NodeRedisClient,
  RedisInbox,
} from '../../../../../lib/notifications/inbox/redis/index.js';

type Answer = (command: 'evalsha' | 'eval', keysAndArguments: string[]) => Promise<unknown>;

/** A client of ioredis whose server is a function. */
class FakeIoredis implements IoredisClient {
  readonly calls: { command: string; script: string; numberOfKeys: number; values: string[] }[] = [];

  constructor(private readonly answer: Answer) {}

  evalsha(script: string, numberOfKeys: number, ...values: string[]): Promise<unknown> {
    this.calls.push({ command: 'evalsha', script, numberOfKeys, values });
    return this.answer('evalsha', values);
  }

  eval(script: string, numberOfKeys: number, ...values: string[]): Promise<unknown> {
    this.calls.push({ command: 'eval', script, numberOfKeys, values });
    return this.answer('eval', values);
  }
}

const NOSCRIPT = new Error('NOSCRIPT No matching script. Please use EVAL.');

describe('RedisInbox, without a server', () => {
  it('sends one key with each script, under its prefix', async () => {
    const client = new FakeIoredis(() => Promise.resolve('held'));
    const inbox = new RedisInbox(client, { prefix: 'shop:' });
    await inbox.renew('a/{b}', 't', 1_000);
    await inbox.complete('a/{b}', 't');
    await inbox.release('a/{b}', 't');
    expect(client.calls.map(({ numberOfKeys, values }) => [numberOfKeys, values])).toEqual([
      [1, ['shop:a/{b}', 'claim:t', '1000']],
      [1, ['shop:a/{b}', 'claim:t', String(90 * 24 * 60 * 60 * 1_000)]],
      [1, ['shop:a/{b}', 'claim:t']],
    ]);
  });

  it('asks for whole milliseconds, and for at least one', async () => {
    const client = new FakeIoredis(() => Promise.resolve('held'));
    const inbox = new RedisInbox(client);
    await inbox.renew('key', 't', 0.4);
    await inbox.renew('key', 't', 1_000.2);
    expect(client.calls.map(({ values }) => values.at(-1))).toEqual(['1', '1001']);
  });

  it('sends a script in full only when Redis does not have it', async () => {
    const client = new FakeIoredis((command) =>
      command === 'evalsha' ? Promise.reject(NOSCRIPT) : Promise.resolve('held'),
    );
    expect(await new RedisInbox(client).release('key', 't')).toBe(true);
    expect(client.calls.map(({ command }) => command)).toEqual(['evalsha', 'eval']);

    const failing = new FakeIoredis(() => Promise.reject(new Error('READONLY You can not write.')));
    await expect(new RedisInbox(failing).release('key', 't')).rejects.toThrow('READONLY');
    expect(failing.calls.map(({ command }) => command)).toEqual(['evalsha']);
  });

  it('speaks to node-redis in its own form, and reads answers that are buffers', async () => {
    const calls: unknown[] = [];
    const client: NodeRedisClient = {
      evalSha: (_sha, options) => Promise.resolve(calls.push(options)).then(() => Buffer.from('held')),
      eval: () => Promise.reject(new Error('not needed')),
    };
    expect(await new RedisInbox(client, { prefix: '' }).release('key', 't')).toBe(true);
    expect(calls).toEqual([{ keys: ['key'], arguments: ['claim:t'] }]);
  });

  it('rejects in time when the client waits for its server, and says so', async () => {
    const inbox = new RedisInbox(new FakeIoredis(() => new Promise(() => undefined)), { timeoutMs: 50 });
    const startedAt = performance.now();
    await expect(inbox.claim('key', 1_000)).rejects.toThrow('Redis did not answer within 50 ms.');
    await expect(inbox.complete('key', 't')).rejects.toThrow('Redis did not answer within 50 ms.');
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('gives a claim back that went through after its time', async () => {
    const client = new FakeIoredis((_command, values) =>
      values.length === 3 ? sleep(60, 'claimed') : Promise.resolve('held'),
    );
    await expect(new RedisInbox(client, { timeoutMs: 20 }).claim('key', 1_000)).rejects.toThrow();
    await sleep(120);
    const [claim, release] = client.calls.map(({ values }) => values);
    expect(release).toEqual(claim?.slice(0, 2));
    expect(client.calls).toHaveLength(2);
  });

  it('keeps quiet about a claim that was refused, or failed, after its time', async () => {
    for (const late of ['busy', 'done', new Error('closed')]) {
      const client = new FakeIoredis(async () => {
        await sleep(40);
        if (late instanceof Error) throw late;
        return late;
      });
      await expect(new RedisInbox(client, { timeoutMs: 10 }).claim('key', 1_000)).rejects.toThrow('10 ms');
      await sleep(60);
      expect(client.calls).toHaveLength(1);
    }
  });

  it('takes no answer of a foreign script for its own', async () => {
    const inbox = new RedisInbox(new FakeIoredis(() => Promise.resolve('OK')));
    await expect(inbox.claim('key', 1_000)).rejects.toThrow('not one of the inbox');
  });

  it.each([
    ['retentionMs', { retentionMs: 0 }],
    ['retentionMs', { retentionMs: -1 }],
    ['retentionMs', { retentionMs: 1.5 }],
    ['retentionMs', { retentionMs: NaN }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: Infinity }],
    ['prefix', { prefix: 5 as unknown as string }],
  ])('refuses a %s of %o', (option, options) => {
    const client = new FakeIoredis(() => Promise.resolve('held'));
    const create = (): RedisInbox => new RedisInbox(client, options);
    expect(create).toThrow(LianlianConfigError);
    expect(create).toThrow(`RedisInbox ${option}: must be`);
  });

  it.each([[undefined], [null], ['redis://localhost'], [{ host: 'localhost' }], [Promise.resolve()]])(
    'refuses %o as a client',
    (client) => {
      expect(() => new RedisInbox(client as unknown as IoredisClient)).toThrow('must be a client of ioredis');
    },
  );
});
