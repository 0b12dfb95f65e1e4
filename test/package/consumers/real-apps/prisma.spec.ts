import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { INSTALL_TIMEOUT_MS } from '../../support/npm.js';
import { lacksForRealApp, RealApp } from './real-app.js';

const MIGRATION = 'prisma/migrations/20260101000000_init/migration.sql';

/** The schema engine is downloaded, and does nothing here: any program will do in its place. */
const WITHOUT_ENGINE = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' };

describe.skipIf(await lacksForRealApp('prisma'))('examples/prisma', () => {
  let app: RealApp;

  beforeAll(async () => {
    app = await RealApp.install('prisma', WITHOUT_ENGINE);
    await app.script('postinstall');
    await migrate(app);
  }, INSTALL_TIMEOUT_MS);
  afterAll(() => app.remove());

  it.each([
    ['build', /^$/],
    ['lint', /^$/],
    ['test', /Tests: +2 passed, 2 total/],
    ['test:e2e', /Tests: +8 passed, 8 total/],
  ])('passes `npm run %s`', async (script, says) => {
    expect(await app.script(script)).toMatch(says);
  });
});

/** What `npm run migrate` does, by the schema engine. */
async function migrate({ folder, database }: RealApp): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(await readFile(join(folder, MIGRATION), 'utf8'));
  await client.end();
}
