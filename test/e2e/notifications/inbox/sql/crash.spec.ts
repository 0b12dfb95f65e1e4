import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import mysql from 'mysql2/promise';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  mysql2Executor,
  pgExecutor,
  type SqlDialect,
  type SqlExecutor,
  SqlInbox,
} from '../../../../../lib/notifications/inbox/sql/index.js';
import { buildInbox } from './support/build-inbox.js';
import { countEffects, createEffects, dropTables, tableName } from './support/database.js';
import { mysqlUrl, postgresUrl } from './support/servers.js';

const CHILD = fileURLToPath(new URL('./support/crash-child.mjs', import.meta.url));
const [postgres, mysqlServer] = [await postgresUrl(), await mysqlUrl()];
let built: Awaited<ReturnType<typeof buildInbox>>;
beforeAll(async () => {
  built = await buildInbox();
});
afterAll(() => built.remove());

describe.skipIf(postgres === undefined)('PostgreSQL', () => {
  const pool = new Pool({ connectionString: postgres });
  pool.on('error', () => undefined);
  afterAll(() => pool.end());
  survivesKills('postgres', postgres ?? '', pgExecutor(pool));
});

describe.skipIf(mysqlServer === undefined)('MySQL or MariaDB', () => {
  const pool = mysql.createPool({ uri: mysqlServer ?? '' });
  afterAll(() => pool.end());
  survivesKills('mysql', mysqlServer ?? '', mysql2Executor(pool));
});

function survivesKills<T>(dialect: SqlDialect, url: string, executor: SqlExecutor<T>): void {
  const [table, effects] = [tableName('inbox'), tableName('effects')];
  const inbox = new SqlInbox(executor, { table });
  const sql = `INSERT INTO ${effects} (text) VALUES (${dialect === 'mysql' ? '?' : '$1'})`;

  beforeAll(async () => {
    await inbox.ensureSchema();
    await createEffects(executor, effects);
  });
  afterAll(() => dropTables(executor, [table, effects]));

  /** The next copy, sent until it is handled; how often the handler ran for it. */
  async function deliver(key: string): Promise<number> {
    for (let deadline = Date.now() + 10_000; Date.now() < deadline;) {
      const claim = await inbox.claim(key, 60_000);
      if (claim.status === 'done') return 0;
      if (claim.status === 'busy') {
        await sleep(50);
        continue;
      }
      const handled = await inbox.transact(key, claim.token, async (transaction) => {
        await executor.query(sql, [key], transaction);
      });
      expect(handled).toBe(true);
      return 1;
    }
    throw new Error('The key of a killed process was never claimable again.');
  }

  it.each([
    { step: 'claimed', then: 'the next copy handles it', runs: 1 },
    { step: 'written', then: 'its write is gone, and the next copy handles it', runs: 1 },
    { step: 'completed', then: 'its write is gone, and the next copy handles it', runs: 1 },
    { step: 'committed', then: 'the next copy finds it done', runs: 0 },
  ])('kill -9 when it has $step: $then', async ({ step, runs }) => {
    for (let round = 0; round < 3; round++) {
      const key = randomUUID();
      const child = spawn(process.execPath, [CHILD, built.url, dialect, url, table, effects, key, step], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit');
      const [at] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer | number | null];
      expect(String(at).trim()).toBe(step);
      child.kill('SIGKILL');
      await ended;
      expect(await deliver(key)).toBe(runs);
      expect(await countEffects(executor, effects, key)).toBe(1);
    }
  });
}
