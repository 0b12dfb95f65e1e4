import { describe, expect, it } from 'vitest';

import { LianlianConfigError } from '../../../../../lib/errors/lianlian-config.error.js';
import {
  inboxTableSql,
  type SqlExecutor,
  SqlInbox,
} from '../../../../../lib/notifications/inbox/sql/index.js';

describe('inboxTableSql', () => {
  it('creates lianlian_inbox with its index, and may run again', () => {
    const [table, index] = inboxTableSql('postgres');
    expect(table).toContain('CREATE TABLE IF NOT EXISTS "lianlian_inbox" (');
    expect(index).toBe(
      'CREATE INDEX IF NOT EXISTS "lianlian_inbox_leased_until" ON "lianlian_inbox" (leased_until)',
    );
  });

  it('is one statement on MySQL', () => {
    const statements = inboxTableSql('mysql');
    expect(statements).toHaveLength(1);
    expect(statements[0]).toContain('CREATE TABLE IF NOT EXISTS `lianlian_inbox` (');
    expect(statements[0]).not.toContain(';');
  });

  it('takes a table of a schema, quoted part by part', () => {
    const [table, index] = inboxTableSql('postgres', { table: 'Pay.notes' });
    expect(table).toContain('"Pay"."notes"');
    expect(index).toContain('"notes_leased_until" ON "Pay"."notes"');
  });

  it.each(['', 'a b', 'a"b', 'a`b', 'a;drop table b', 'a.b.c', '.a', '1a', 'a-b', 'x'.repeat(49), '收件箱'])(
    'refuses a name that is no identifier: %j',
    (table) => {
      for (const dialect of ['postgres', 'mysql'] as const) {
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

  it('refuses a key that the table would cut off', async () => {
    const inbox = new SqlInbox(executor());
    await expect(inbox.claim('k'.repeat(513), 1000)).rejects.toThrow(
      'An inbox key has at most 512 characters',
    );
    await expect(inbox.claim('k'.repeat(512), 1000)).resolves.toMatchObject({ status: 'claimed' });
  });

  it('gives every claim a token of its own', async () => {
    const inbox = new SqlInbox(executor());
    const tokens = await Promise.all(['a', 'a', 'b'].map((key) => inbox.claim(key, 1000)));
    expect(new Set(tokens.map((claim) => claim.status === 'claimed' && claim.token)).size).toBe(3);
  });
});

function executor(): SqlExecutor {
  return {
    dialect: 'postgres',
    query: () => Promise.resolve({ rows: [{ written: 1 }], affected: 1 }),
    transaction: (work) => work(undefined),
  };
}
