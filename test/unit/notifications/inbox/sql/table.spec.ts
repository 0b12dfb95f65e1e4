import { describe, expect, it } from 'vitest';

import { LianlianConfigError } from '../../../../../lib/errors/lianlian-config.error.js';
import { inboxTableSql, SqlInbox } from '../../../../../lib/notifications/inbox/sql/index.js';
import { FakeExecutor } from './fake-executor.js';

describe('inboxTableSql', () => {
  it('creates lianlian_inbox with its index, and may run again', () => {
    const [table, index] = inboxTableSql('postgres');
    expect(table).toContain('CREATE TABLE IF NOT EXISTS "lianlian_inbox" (');
    expect(table?.match(/varchar\(\d+\) COLLATE "C"/g)).toEqual([
      'varchar(512) COLLATE "C"',
      'varchar(255) COLLATE "C"',
    ]);
    expect(index).toBe('CREATE INDEX IF NOT EXISTS "lianlian_inbox_done_at" ON "lianlian_inbox" (done_at)');
  });

  it('is one statement on MySQL', () => {
    const statements = inboxTableSql('mysql');
    expect(statements).toHaveLength(1);
    expect(statements[0]).toContain('CREATE TABLE IF NOT EXISTS `lianlian_inbox` (');
    expect(statements[0]).not.toContain(';');
  });

  it('is a table without row numbers on SQLite, with its index', () => {
    const [table, index] = inboxTableSql('sqlite');
    expect(table).toMatch(/^CREATE TABLE IF NOT EXISTS "lianlian_inbox" \([^]*\) WITHOUT ROWID$/);
    expect(index).toBe('CREATE INDEX IF NOT EXISTS "lianlian_inbox_done_at" ON "lianlian_inbox" (done_at)');
  });

  it('refuses a schema on SQLite, which is another file', () => {
    expect(() => inboxTableSql('sqlite', { table: 'main.notes' })).toThrow(/table: names a schema/);
    expect(() => new SqlInbox(new FakeExecutor('sqlite'), { table: 'a.b' })).toThrow(/table: names a schema/);
  });

  it('takes a table of a schema, quoted part by part', () => {
    const [table, index] = inboxTableSql('postgres', { table: 'Pay.notes' });
    expect(table).toContain('"Pay"."notes"');
    expect(index).toContain('"notes_done_at" ON "Pay"."notes"');
  });

  it.each(['', 'a b', 'a"b', 'a`b', 'a;drop table b', 'a.b.c', '.a', '1a', 'a-b', 'x'.repeat(49), '收件箱'])(
    'refuses a name that is no identifier: %j',
    (table) => {
      for (const dialect of ['postgres', 'mysql', 'sqlite'] as const) {
        expect(() => inboxTableSql(dialect, { table })).toThrow(LianlianConfigError);
        expect(() => new SqlInbox(executor(), { table })).toThrow(/table: is not a table name/);
      }
    },
  );
});

describe('SqlInbox', () => {
  it.each([0, 0.5, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s days of retention', (days) => {
    expect(() => new SqlInbox(executor(), { retentionDays: days })).toThrow(/retentionDays: is a number/);
  });

  it('refuses a key or an outcome that the table would cut off', async () => {
    const inbox = new SqlInbox(executor());
    const nothing = (): Promise<void> => Promise.resolve();
    const long = {
      key: inbox.once('k'.repeat(513), '', nothing),
      outcome: inbox.once('k', 'o'.repeat(256), nothing),
    };
    await expect(long.key).rejects.toThrow(
      new RangeError('An inbox key has at most 512 characters; this one has 513.'),
    );
    await expect(long.outcome).rejects.toThrow(
      new RangeError('The outcome of an inbox key has at most 255 characters; this one has 256.'),
    );
    expect(await inbox.once('k'.repeat(512), 'o'.repeat(255), nothing)).toEqual({ status: 'ran' });
  });
});

function executor(): FakeExecutor {
  return new FakeExecutor('postgres');
}
