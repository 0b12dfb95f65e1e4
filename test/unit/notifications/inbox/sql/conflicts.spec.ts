import { describe, expect, it } from 'vitest';

import { SqlInbox } from '../../../../../lib/notifications/inbox/sql/index.js';
import { FakeExecutor } from './fake-executor.js';

/** Its claims fail with each error in turn, and then succeed. */
function failing(...errors: Error[]): FakeExecutor {
  return new FakeExecutor('postgres', (sql) => (sql.startsWith('INSERT') ? errors.shift() : undefined));
}

const nothing = (): Promise<void> => Promise.resolve();
const withCode = (code: unknown): Error => Object.assign(new Error('conflict'), { code });
const CLAIM = /^tx INSERT/;

describe('a claim that the database gave up for another session', () => {
  it.each([
    ['a serialization failure of PostgreSQL', withCode('40001')],
    ['a deadlock of PostgreSQL', withCode('40P01')],
    ['a deadlock of MySQL', Object.assign(new Error(), { code: 'ER_LOCK_DEADLOCK', errno: 1213 })],
    ['a changed snapshot of MariaDB', Object.assign(new Error(), { errno: 1020 })],
    ['one that TypeORM wrapped', Object.assign(new Error(), { driverError: withCode('40001') })],
    ['one that Sequelize wrapped', Object.assign(new Error(), { parent: withCode('40P01') })],
    [
      'one of PostgreSQL that Prisma wrapped',
      Object.assign(withCode('P2034'), {
        meta: { driverAdapterError: new Error('', { cause: { originalCode: '40001' } }) },
      }),
    ],
    [
      'one of MariaDB that Prisma wrapped, with its number as text',
      Object.assign(withCode('P2010'), {
        meta: { driverAdapterError: new Error('', { cause: { originalCode: '1020' } }) },
      }),
    ],
    ['one that Drizzle wrapped', new Error('Failed query', { cause: withCode('40P01') })],
  ])('is tried again: %s', async (_name, error) => {
    const executor = failing(error, error);
    expect(await new SqlInbox(executor).once('key', 'outcome', nothing)).toEqual({ status: 'ran' });
    expect(executor.count(CLAIM)).toBe(3);
  });

  it('fails with an error that is its own cause', async () => {
    const error = withCode('23505');
    Object.assign(error, { cause: error });
    await expect(new SqlInbox(failing(error)).once('key', 'outcome', nothing)).rejects.toBe(error);
  });

  it('fails when it goes on like that', async () => {
    const executor = failing(...Array.from({ length: 100 }, () => withCode('40001')));
    await expect(new SqlInbox(executor).once('key', 'outcome', nothing)).rejects.toThrow('conflict');
    expect(executor.count(CLAIM)).toBe(8);
  });

  it.each([withCode('ECONNREFUSED'), withCode('23505')])(
    'any other error is not repeated: %s',
    async (error) => {
      const executor = failing(error);
      await expect(new SqlInbox(executor).once('key', 'outcome', nothing)).rejects.toBe(error);
      expect(executor.count(CLAIM)).toBe(1);
    },
  );

  it('is not repeated once the handler was begun: LianLian sends the notification again', async () => {
    const executor = new FakeExecutor('postgres');
    let runs = 0;
    const conflict = withCode('40001');
    const work = (): Promise<void> => {
      runs++;
      return Promise.reject(conflict);
    };
    await expect(new SqlInbox(executor).once('key', 'outcome', work)).rejects.toBe(conflict);
    expect(runs).toBe(1);
  });
});
