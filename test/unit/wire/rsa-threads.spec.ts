import { generateKeyPairSync, sign } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';

/** How many signatures the thread pool makes at this moment, and the most there were. */
const pool = vi.hoisted(() => ({ running: 0, most: 0 }));

vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  const counted = (...args: readonly unknown[]): unknown => {
    const done = args[3];
    if (typeof done !== 'function') return Reflect.apply(crypto.sign, undefined, args);
    pool.most = Math.max(pool.most, ++pool.running);
    const countedDone = (...results: readonly unknown[]): void => {
      pool.running--;
      Reflect.apply(done, undefined, results);
    };
    return Reflect.apply(crypto.sign, undefined, [...args.slice(0, 3), countedDone]);
  };
  return { ...crypto, sign: vi.fn(counted) };
});

// Test files of one worker share what they import: here it is imported anew, and nobody after it has what counts.
vi.resetModules();
const { rsaSign } = await import('../../../lib/wire/rsa.js');
afterAll(() => {
  vi.resetModules();
});

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** How many signatures were made on the main thread, and how many in the thread pool. */
function made(): { here: number; inPool: number } {
  const { calls } = vi.mocked(sign).mock as { calls: readonly (readonly unknown[])[] };
  const inPool = calls.filter((args) => typeof args[3] === 'function').length;
  return { here: calls.length - inPool, inPool };
}

describe('where signatures are made', () => {
  beforeEach(async () => {
    await nextTurn();
    vi.mocked(sign).mockClear();
  });

  it('one that is wanted alone: at once', async () => {
    await rsaSign('a=1', privateKey, 'RSA');
    expect(made()).toEqual({ here: 1, inPool: 0 });
  });

  it('64 that are wanted at once: in the thread pool, and the event loop is kept waiting by none', async () => {
    const signatures = await Promise.all(
      Array.from({ length: 64 }, (_, index) => rsaSign(`a=${String(index)}`, privateKey, 'RSA')),
    );
    expect(new Set(signatures).size).toBe(64);
    expect(made()).toEqual({ here: 0, inPool: 64 });
  });

  it('64 that are wanted at once: no more at a time than there are cores, and never all four threads', async () => {
    const most = Math.min(availableParallelism(), 3);
    pool.most = 0;
    await Promise.all(
      Array.from({ length: 64 }, (_, index) => rsaSign(`a=${String(index)}`, privateKey, 'RSA')),
    );
    expect(pool).toEqual({ running: 0, most });
  });

  it('one that fails among others: the others are made', async () => {
    const broken = generateKeyPairSync('ed25519').privateKey;
    const all = [broken, privateKey, broken, broken, broken, privateKey, privateKey].map((key, index) =>
      rsaSign(`a=${String(index)}`, key, 'RSA').then(
        () => 'signed',
        () => 'failed',
      ),
    );
    expect(await Promise.all(all)).toEqual([
      'failed',
      'signed',
      'failed',
      'failed',
      'failed',
      'signed',
      'signed',
    ]);
  });

  it('one that is wanted while another is being made: in the thread pool', async () => {
    const two = [rsaSign('a=1', privateKey, 'RSA'), rsaSign('a=2', privateKey, 'RSA')];
    await Promise.resolve();
    await Promise.resolve();
    two.push(rsaSign('a=3', privateKey, 'RSA'));
    await Promise.all(two);
    expect(made()).toEqual({ here: 0, inPool: 3 });
  });

  it('one with a long key: in the thread pool', async () => {
    const long = generateKeyPairSync('rsa', { modulusLength: 3072 });
    await rsaSign('a=1', long.privateKey, 'RSA');
    expect(made()).toEqual({ here: 0, inPool: 1 });
  });

  it('many, one after the other: the event loop turns between them', async () => {
    let turns = 0;
    let running = true;
    const count = (): void => {
      turns++;
      if (running) setImmediate(count);
    };
    setImmediate(count);
    for (let index = 0; index < 40; index++) await rsaSign(`a=${String(index)}`, privateKey, 'RSA');
    running = false;
    expect(made().here + made().inPool).toBe(40);
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  it('after a failure: as before', async () => {
    const broken = generateKeyPairSync('ed25519').privateKey;
    await expect(rsaSign('a=1', broken, 'RSA')).rejects.toThrow();
    vi.mocked(sign).mockClear();
    await nextTurn();
    await rsaSign('a=1', privateKey, 'RSA');
    expect(made()).toEqual({ here: 1, inPool: 0 });
  });
});
