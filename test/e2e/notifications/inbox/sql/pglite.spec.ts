import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PGlite, type Transaction } from '@electric-sql/pglite';
import { afterAll, describe, expect, it } from 'vitest';

import { pgliteExecutor, SqlInbox } from '../../../../../lib/notifications/inbox/sql/index.js';
import { describeSqlInbox } from './support/describe-sql-inbox.js';

const db = await PGlite.create();
afterAll(() => db.close());

describeSqlInbox<Transaction>({
  name: 'PGlite',
  embedded: true,
  open: (effects) =>
    Promise.resolve({
      executor: pgliteExecutor(db),
      write: (transaction, text) => transaction.query(`INSERT INTO ${effects} (text) VALUES ($1)`, [text]),
      close: () => Promise.resolve(),
    }),
});

describe('PGlite on disk', () => {
  it('keeps what is done when the process comes back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lianlian-inbox-'));
    const before = await PGlite.create(folder);
    const inbox = new SqlInbox(pgliteExecutor(before));
    await inbox.ensureSchema();
    expect(await inbox.once('a key', 'an outcome', () => Promise.resolve())).toEqual({ status: 'ran' });
    await before.close();

    const after = await PGlite.create(folder);
    const again = new SqlInbox(pgliteExecutor(after));
    await again.ensureSchema();
    expect(await again.recall('a key')).toBe('an outcome');
    await after.close();
    await rm(folder, { recursive: true });
  });
});
