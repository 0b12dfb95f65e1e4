import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Kysely, Migrator } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { DatabaseLocation } from '../../../sample-app/src/database/database-location.js';
import { migrationsFor } from '../../../sample-app/src/database/migrations.js';
import { openDialect } from '../../../sample-app/src/database/open-dialect.js';
import { ShopDatabase } from '../../../sample-app/src/database/shop-database.js';
import type { ShopTables } from '../../../sample-app/src/database/shop-tables.js';
import { RefundsRepository } from '../../../sample-app/src/refunds/refunds.repository.js';

const CREATED_AT = new Date('2026-01-02T03:04:05.678Z');

let folder: string;
let location: DatabaseLocation;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shop-'));
  location = { kind: 'folder', folder };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The tables as they were after a step, with what a shop of that time wrote. */
async function oldShop(step: string, refunds: readonly { no_refund: string; reason: string | null }[]) {
  const { name, dialect, close } = await openDialect(location);
  const db = new Kysely<ShopTables>({ dialect });
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrationsFor(name)) },
  });
  expect((await migrator.migrateTo(step)).error).toBeUndefined();
  const rows = refunds.map((refund) => ({
    ...refund,
    created_at: CREATED_AT,
    no_order: 'order-1',
    money_refund: '10.00',
    status: 'failed' as const,
    settle_date: null,
  }));
  await db.insertInto('shop_refunds').values(rows).execute();
  await db.destroy();
  await close?.();
}

describe('a shop whose data is of an older version', () => {
  it('asks LianLian about refunds that failed by the word of an error, and keeps those that LianLian called failed', async () => {
    await oldShop('008-english-names', [
      { no_refund: 'by-an-error', reason: '5005 refund failed, query first' },
      { no_refund: 'by-lianlian', reason: null },
    ]);
    const database = await ShopDatabase.open(location);
    const refunds = new RefundsRepository(database);
    expect(await refunds.find('by-an-error')).toMatchObject({
      status: 'refused',
      reason: '5005 refund failed, query first',
      money_refund: '10.00',
      createdAt: CREATED_AT,
    });
    expect(await refunds.find('by-lianlian')).toMatchObject({ status: 'failed' });
    await database.onApplicationShutdown();
  });
});
