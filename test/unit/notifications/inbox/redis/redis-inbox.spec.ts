import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { LianlianConfigError } from '../../../../../lib/errors/lianlian-config.error.js';
import {
  type IoredisClient,
  type NodeRedisClient,
  RedisInbox,
} from '../../../../../lib/notifications/inbox/redis/index.js';
import {
  CLAIM,
  COMPLETE,
  RECALL,
  RELEASE,
  RENEW,
} from '../../../../../lib/notifications/inbox/redis/scripts.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

type Command = 'evalsha' | 'eval';
type Respond = (command: Command, keysAndArguments: string[], script: string) => unknown;

/** A client of ioredis whose server is a function. */
class FakeIoredis implements IoredisClient {
  readonly calls: { command: Command; script: string; numberOfKeys: number; values: string[] }[] = [];

  constructor(private readonly respond: Respond) {}

  evalsha(script: string, numberOfKeys: number, ...values: string[]): Promise<unknown> {
    return this.call('evalsha', script, numberOfKeys, values);
  }

  eval(script: string, numberOfKeys: number, ...values: string[]): Promise<unknown> {
    return this.call('eval', script, numberOfKeys, values);
  }

  /** The scripts that were called, by name, and with what. */
  called(): [name: string, ...values: string[]][] {
    return this.calls.map(({ script, values }) => [nameOf(script), ...values]);
  }

  private async call(
    command: Command,
    script: string,
    numberOfKeys: number,
    values: string[],
  ): Promise<unknown> {
    this.calls.push({ command, script, numberOfKeys, values });
    return this.respond(command, values, script);
  }
}

const SCRIPTS = { CLAIM, RENEW, COMPLETE, RELEASE, RECALL };

function nameOf(script: string): string {
  const found = Object.entries(SCRIPTS).find(([, { sha, source }]) => [sha, source].includes(script));
  return found?.[0] ?? script;
}

type Says = Partial<Record<keyof typeof SCRIPTS, unknown>>;

/** A server that answers each script as it is told; functions are called, errors thrown. */
function saying(says: Says = {}): FakeIoredis {
  const all: Says = {
    CLAIM: 'claimed',
    RENEW: 'held',
    COMPLETE: 'held',
    RELEASE: 'held',
    RECALL: '',
    ...says,
  };
  return new FakeIoredis((_command, _values, script) => {
    const said: unknown = all[nameOf(script) as keyof typeof SCRIPTS];
    if (said instanceof Error) throw said;
    return typeof said === 'function' ? (said as () => unknown)() : said;
  });
}

const NOSCRIPT = new Error('NOSCRIPT No matching script. Please use EVAL.');
const OUTCOME = '2026/SUCCESS/4995';
const nothing = (): Promise<void> => Promise.resolve();
const neverRun = vi.fn(nothing);

describe('RedisInbox, without a server', () => {
  afterEach(() => {
    expect(neverRun).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('claims and completes with one key each, under its prefix, and the same token', async () => {
    const client = saying();
    const inbox = new RedisInbox(client, { prefix: 'shop:' });
    expect(await inbox.once('a/{b}', OUTCOME, nothing, { leaseMs: 1_000 })).toEqual({ status: 'ran' });
    const claim = client.calls[0]?.values[1] ?? '';
    expect(claim).toMatch(/^claim:[\w-]{36}$/);
    expect(client.called()).toEqual([
      ['CLAIM', 'shop:a/{b}', claim, '1000'],
      ['COMPLETE', 'shop:a/{b}', claim, claim.replace('claim:', `done:${OUTCOME}#`), String(90 * DAY_MS)],
    ]);
    expect(client.calls.map(({ numberOfKeys }) => numberOfKeys)).toEqual([1, 1]);
    await inbox.once('a/{b}', OUTCOME, nothing);
    expect(client.calls[2]?.values.slice(1)).not.toContain(claim);
    expect(client.calls[2]?.values.at(-1)).toBe('60000');
  });

  it('gives a claim back when the work throws, and throws what the work threw', async () => {
    const client = saying();
    const failure = new Error('no stock');
    await expect(
      new RedisInbox(client, { prefix: '' }).once('key', OUTCOME, () => Promise.reject(failure)),
    ).rejects.toBe(failure);
    const claim = client.calls[0]?.values[1];
    expect(client.called()).toEqual([
      ['CLAIM', 'key', claim, '60000'],
      ['RELEASE', 'key', claim],
    ]);
  });

  it('throws what the work threw, and says in the log that the claim could not be given back', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const failure = new Error('no stock');
    const client = saying({ RELEASE: new Error('connection lost') });
    await expect(new RedisInbox(client).once('key', OUTCOME, () => Promise.reject(failure))).rejects.toBe(
      failure,
    );
    expect(warn.mock.calls).toEqual([[expect.stringContaining('connection lost')]]);
  });

  it.each([
    ['busy', { status: 'busy' }],
    [`done:${OUTCOME}#some-token`, { status: 'done', outcome: OUTCOME }],
    ['done:a#b#some-token', { status: 'done', outcome: 'a#b' }],
    ['done:#some-token', { status: 'done', outcome: '' }],
  ])('takes %s for what it is, and runs nothing', async (said, result) => {
    const client = saying({ CLAIM: said });
    expect(await new RedisInbox(client).once('key', 'x', neverRun)).toEqual(result);
    expect(client.called().map(([name]) => name)).toEqual(['CLAIM']);
  });

  it.each([
    ['', undefined],
    ['claim:some-token', undefined],
    [`done:${OUTCOME}#some-token`, OUTCOME],
    ['done:#some-token', ''],
  ])('recalls of %j the outcome alone, with one question', async (said, outcome) => {
    const client = saying({ RECALL: said });
    expect(await new RedisInbox(client, { prefix: 'p:' }).recall('key')).toBe(outcome);
    expect(client.called()).toEqual([['RECALL', 'p:key']]);
  });

  it('is lost where another holds the key when the work ends', async () => {
    const client = saying({ COMPLETE: 'lost' });
    expect(await new RedisInbox(client).once('key', OUTCOME, nothing)).toEqual({ status: 'lost' });
  });

  it('renews at a third of the lease while the work runs, and not afterwards', async () => {
    const client = saying();
    const work = (): Promise<void> => sleep(500);
    await new RedisInbox(client).once('key', OUTCOME, work, { leaseMs: 300 });
    const renewals = client.called().filter(([name]) => name === 'RENEW');
    expect(renewals.length).toBeGreaterThanOrEqual(2);
    expect(renewals.length).toBeLessThanOrEqual(5);
    const claim = client.calls[0]?.values[1];
    for (const renewal of renewals) expect(renewal).toEqual(['RENEW', 'lianlian:inbox:key', claim, '300']);
    const calls = client.calls.length;
    await sleep(250);
    expect(client.calls).toHaveLength(calls);
  });

  it('goes on renewing when a renewal fails, and stops when the claim is lost', async () => {
    const failing = saying({ RENEW: new Error('connection lost') });
    await new RedisInbox(failing).once('key', OUTCOME, () => sleep(400), { leaseMs: 150 });
    expect(failing.called().filter(([name]) => name === 'RENEW').length).toBeGreaterThanOrEqual(2);

    const lost = saying({ RENEW: 'lost' });
    await new RedisInbox(lost).once('key', OUTCOME, () => sleep(400), { leaseMs: 150 });
    expect(lost.called().filter(([name]) => name === 'RENEW')).toHaveLength(1);
  });

  it('renews for no longer than maxHandlingMs', async () => {
    const client = saying();
    const limits = { leaseMs: 90, maxHandlingMs: 200 };
    let renewed = -1;
    await new RedisInbox(client).once(
      'key',
      OUTCOME,
      async () => {
        await sleep(300);
        renewed = client.calls.length;
        await sleep(300);
      },
      limits,
    );
    expect(client.calls.length).toBe(renewed + 1);
    expect(client.called().filter(([name]) => name === 'RENEW').length).toBeGreaterThanOrEqual(1);
    expect(client.called().at(-1)?.[0]).toBe('COMPLETE');
  });

  it('asks for whole milliseconds, and for at least one', async () => {
    const client = saying();
    const inbox = new RedisInbox(client);
    for (const leaseMs of [0.4, 1_000.2]) await inbox.once('key', OUTCOME, nothing, { leaseMs });
    const leases = client.called().filter(([name]) => name === 'CLAIM');
    expect(leases.map((values) => values.at(-1))).toEqual(['1', '1001']);
  });

  it('sends a script in full only when Redis does not have it', async () => {
    const client = new FakeIoredis((command) => {
      if (command === 'evalsha') throw NOSCRIPT;
      return `done:${OUTCOME}#t`;
    });
    expect(await new RedisInbox(client).recall('key')).toBe(OUTCOME);
    expect(client.calls.map(({ command }) => command)).toEqual(['evalsha', 'eval']);

    const failing = saying({ RECALL: new Error('READONLY You can not write.') });
    await expect(new RedisInbox(failing).recall('key')).rejects.toThrow('READONLY');
    expect(failing.calls.map(({ command }) => command)).toEqual(['evalsha']);
  });

  it('speaks to node-redis in its own form, and reads replies that are buffers', async () => {
    const calls: unknown[] = [];
    const client: NodeRedisClient = {
      evalSha: (_sha, options) =>
        Promise.resolve(calls.push(options)).then(() => Buffer.from(`done:${OUTCOME}#t`)),
      eval: () => Promise.reject(new Error('not needed')),
    };
    const inbox = new RedisInbox(client, { prefix: '' });
    expect(await inbox.recall('key')).toBe(OUTCOME);
    expect(calls).toEqual([{ keys: ['key'], arguments: [] }]);
    expect(await inbox.once('key', 'x', neverRun)).toEqual({ status: 'done', outcome: OUTCOME });
  });

  it('rejects in time when the client waits for its server, and says so', async () => {
    const inbox = new RedisInbox(new FakeIoredis(() => new Promise(() => undefined)), { timeoutMs: 50 });
    const startedAt = performance.now();
    await expect(inbox.once('key', OUTCOME, neverRun)).rejects.toThrow('Redis did not answer within 50 ms.');
    await expect(inbox.recall('key')).rejects.toThrow('Redis did not answer within 50 ms.');
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('gives a claim back that went through after its time', async () => {
    const client = saying({ CLAIM: () => sleep(60, 'claimed') });
    await expect(new RedisInbox(client, { timeoutMs: 20 }).once('key', OUTCOME, neverRun)).rejects.toThrow();
    await sleep(120);
    const [claim, release] = client.calls.map(({ values }) => values);
    expect(release).toEqual(claim?.slice(0, 2));
    expect(client.called().map(([name]) => name)).toEqual(['CLAIM', 'RELEASE']);
  });

  it.each(['busy', 'done:a#b', new Error('closed')])(
    'keeps quiet about a claim that was answered with %s after its time',
    async (late) => {
      const client = saying({
        CLAIM: async () => {
          await sleep(40);
          if (late instanceof Error) throw late;
          return late;
        },
      });
      await expect(new RedisInbox(client, { timeoutMs: 10 }).once('key', OUTCOME, neverRun)).rejects.toThrow(
        '10 ms',
      );
      await sleep(60);
      expect(client.calls).toHaveLength(1);
    },
  );

  it('rejects when the work ran and Redis is away, and completes later, with the same values', async () => {
    let attempts = 0;
    const client = saying({
      COMPLETE: () => {
        if (++attempts < 3) throw new Error('connection lost');
        return 'held';
      },
    });
    const work = vi.fn(nothing);
    await expect(new RedisInbox(client).once('key', OUTCOME, work, { leaseMs: 600 })).rejects.toThrow(
      'connection lost',
    );
    await vi.waitFor(
      () => {
        expect(attempts).toBe(3);
      },
      { timeout: 5_000 },
    );
    const completions = client.called().filter(([name]) => name === 'COMPLETE');
    expect(completions).toEqual([completions[0], completions[0], completions[0]]);
    // Until then it held the key, and nothing more is sent afterwards.
    expect(client.called().some(([name]) => name === 'RENEW')).toBe(true);
    const calls = client.calls.length;
    await sleep(500);
    expect(client.calls).toHaveLength(calls);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('tries no more when the key turned out to be lost', async () => {
    let attempts = 0;
    const client = saying({
      COMPLETE: () => {
        if (++attempts === 1) throw new Error('connection lost');
        return 'lost';
      },
    });
    await expect(new RedisInbox(client).once('key', OUTCOME, nothing)).rejects.toThrow('connection lost');
    await sleep(1_200);
    expect(attempts).toBe(2);
  });

  it('takes no reply of a foreign script for its own', async () => {
    const inbox = new RedisInbox(new FakeIoredis(() => 'OK'));
    await expect(inbox.once('key', OUTCOME, neverRun)).rejects.toThrow('not one of the inbox');
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
    const client = saying();
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
