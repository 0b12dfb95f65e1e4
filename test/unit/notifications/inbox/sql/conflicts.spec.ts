import { describe, expect, it } from 'vitest';

import { type SqlExecutor, SqlInbox } from '../../../../../lib/notifications/inbox/sql/index.js';

/** Fails with each error in turn, and then succeeds. */
function failing(...errors: Error[]): { executor: SqlExecutor; attempts: () => number } {
  let attempts = 0;
  return {
    attempts: () => attempts,
    executor: {
      dialect: 'postgres',
      query: async () => {
        const error = errors[attempts++];
        if (error !== undefined) throw error;
        return { rows: [], affected: 1 };
      },
      transaction: (work) => work(undefined),
    },
  };
}

const withCode = (code: unknown): Error => Object.assign(new Error('conflict'), { code });

describe('a statement that the database gave up for another one', () => {
  it.each([
    ['a serialization failure of PostgreSQL', withCode('40001')],
    ['a deadlock of PostgreSQL', withCode('40P01')],
    ['a deadlock of MySQL', Object.assign(new Error(), { code: 'ER_LOCK_DEADLOCK', errno: 1213 })],
    ['a changed snapshot of MariaDB', Object.assign(new Error(), { errno: 1020 })],
    ['one that TypeORM wrapped', Object.assign(new Error(), { driverError: withCode('40001') })],
    ['one that Drizzle wrapped', new Error('Failed query', { cause: withCode('40P01') })],
  ])('runs anew: %s', async (_name, error) => {
    const { executor, attempts } = failing(error, error);
    expect(await new SqlInbox(executor).complete('key', 'token')).toBe(true);
    expect(attempts()).toBe(3);
  });

  it('fails when it goes on like that', async () => {
    const { executor, attempts } = failing(...Array.from({ length: 100 }, () => withCode('40001')));
    await expect(new SqlInbox(executor).complete('key', 'token')).rejects.toThrow('conflict');
    expect(attempts()).toBe(8);
  });

  it.each([withCode('ECONNREFUSED'), withCode('23505')])(
    'any other error is not repeated: %s',
    async (error) => {
      const { executor, attempts } = failing(error);
      await expect(new SqlInbox(executor).complete('key', 'token')).rejects.toBe(error);
      expect(attempts()).toBe(1);
    },
  );

  it('is not repeated in the transaction of a handler, which is the handler’s to run again', async () => {
    const { executor, attempts } = failing(withCode('40001'));
    await expect(new SqlInbox(executor).transact('key', 'token', () => Promise.resolve())).rejects.toThrow();
    expect(attempts()).toBe(1);
  });
});
