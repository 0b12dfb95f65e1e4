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
  type ServerDialect,
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

function survivesKills<T>(dialect: ServerDialect, url: string, executor: SqlExecutor<T>): void {
  const [table, effects] = [tableName('inbox'), tableName('effects')];
  const inbox = new SqlInbox(executor, { table });
  const sql = `INSERT INTO ${effects} (text) VALUES (${dialect === 'mysql' ? '?' : '$1'})`;

  beforeAll(async () => {
    await inbox.ensureSchema();
    await createEffects(executor, effects);
  });
  afterAll(() => dropTables(executor, [table, effects]));

  /** The next copy, sent until it is handled; the outcome that is remembered then. */
  async function deliver(key: string): Promise<string> {
    // No lease to wait for: the server notices the end of a process within milliseconds.
    for (let deadline = Date.now() + 5_000; Date.now() < deadline;) {
      const write = async (transaction?: T): Promise<void> => {
        await executor.query(sql, [key], transaction);
      };
      const result = await inbox.once(key, 'next', write, { maxHandlingMs: 2_000 });
      if (result.status === 'done') return result.outcome;
      if (result.status === 'ran') return 'next';
      await sleep(5);
    }
    throw new Error('The key of a killed process did not come free.');
  }

  async function killAt(step: string, key: string): Promise<void> {
    const child = spawn(process.execPath, [CHILD, built.url, dialect, url, table, effects, key, step], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const [at] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer | number | null];
    expect(String(at).trim()).toBe(step);
    // Right before the commit, MySQL lets a copy wait for it.
    if (step === 'claimed' || step === 'written' || step === 'committed-by-itself') {
      expect(await inbox.once(key, 'while it lives', () => Promise.resolve())).toEqual({ status: 'busy' });
    }
    child.kill('SIGKILL');
    await ended;
  }

  it.each([
    { step: 'claimed', then: 'the next copy handles it at once', outcome: 'next', writes: 1 },
    {
      step: 'written',
      then: 'its write is gone, and the next copy handles it at once',
      outcome: 'next',
      writes: 1,
    },
    {
      step: 'committed-by-itself',
      then: 'its write stays, and a later copy handles it',
      outcome: 'next',
      writes: 2,
    },
    {
      step: 'completed',
      then: 'its write is gone, and the next copy handles it at once',
      outcome: 'next',
      writes: 1,
    },
    { step: 'committed', then: 'the next copy finds it done', outcome: 'killed', writes: 1 },
  ])('kill -9 when it has $step: $then', async ({ step, outcome, writes }) => {
    const round = async (): Promise<void> => {
      const key = randomUUID();
      await killAt(step, key);
      expect(await deliver(key)).toBe(outcome);
      expect(await countEffects(executor, effects, key)).toBe(writes);
    };
    await Promise.all([round(), round()]);
  });
}
