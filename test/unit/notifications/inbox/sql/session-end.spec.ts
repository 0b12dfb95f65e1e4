import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { SessionEnd } from '../../../../../lib/notifications/inbox/sql/session-end.js';
import { sqlMessages } from '../../../../../lib/notifications/inbox/sql/sql.messages.js';

const over = new Error('Client has encountered a connection error and is not queryable');

describe('the end of a session', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives work that hangs up, a second after its time', async () => {
    const isAlive = vi.fn(() => Promise.reject(over));
    const ends = new SessionEnd(500).ends(new Promise(() => undefined), isAlive);
    const failed = expect(ends).rejects.toMatchObject({ name: 'TransactionEnded', cause: over });
    await vi.advanceTimersByTimeAsync(1_499);
    expect(isAlive).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await failed;
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['PostgreSQL, which ends a session that does nothing', { code: '25P03' }],
    ['PostgreSQL, whose operator ends it', { code: '57P01' }],
    ['PostgreSQL, where another session crashed', { code: '57P02' }],
    ['MariaDB', { code: 'ER_CONNECTION_KILLED', errno: 1927 }],
    ['MySQL, told to end it', { errno: 3169 }],
    ['MySQL, of a client that does nothing', { errno: 4031 }],
    ['mysql2', { code: 'PROTOCOL_CONNECTION_LOST' }],
    [
      'Prisma over MariaDB’s connector',
      { code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '45013' } } } },
    ],
    ['Drizzle over postgres.js', { cause: { code: 'CONNECTION_CLOSED' } }],
  ])('is known as such by what comes of %s', async (_driver, fields) => {
    const isAlive = vi.fn(() => Promise.reject(Object.assign(new Error('x'), fields)));
    const ends = new SessionEnd(500).ends(new Promise(() => undefined), isAlive);
    const failed = expect(ends).rejects.toThrow(sqlMessages.sessionEnded);
    await vi.advanceTimersByTimeAsync(1_500);
    await failed;
  });

  it.each([
    ['a statement that runs', () => Promise.resolve()],
    [
      'a failed transaction, whose session lives',
      () => Promise.reject(Object.assign(new Error('x'), { code: '25P02' })),
    ],
    ['a statement that the client gave up', () => Promise.reject(new Error('Query read timeout'))],
  ])('looks again after %s', async (_what, answer) => {
    const isAlive = vi.fn<() => Promise<void>>(answer);
    let end = (): void => undefined;
    const work = new Promise<void>((resolve) => (end = resolve));
    const ends = new SessionEnd(500).ends(work, isAlive);
    await vi.advanceTimersByTimeAsync(4_600);
    expect(isAlive).toHaveBeenCalledTimes(3);
    end();
    await ends;
  });

  it('looks no more when the work has ended, also where it ended during a look', async () => {
    let looked = (): void => undefined;
    const isAlive = vi.fn(() => new Promise<void>((resolve) => (looked = resolve)));
    let end = (): void => undefined;
    const ends = new SessionEnd(500).ends(new Promise<void>((resolve) => (end = resolve)), isAlive);
    await vi.advanceTimersByTimeAsync(1_500);
    end();
    await ends;
    looked();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(isAlive).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
