import { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import { vi } from 'vitest';

import { jobIdOf } from '../../../../lib/pg-boss/boss-notification.js';
import { LianlianQueueModule, type LianlianQueueOptions } from '../../../../lib/pg-boss/index.js';
import { pgExecutor, SqlInbox } from '../../../../lib/notifications/inbox/sql/index.js';
import type { ProcessQueue, QueueKind, RawQueue } from '../../../e2e/queues/support/queue-kind.js';
import { QUICK } from '../../../e2e/queues/support/queue-shop.js';

/** The schema that these tests share, as the processes of one app do: each test has queues of its own. */
const SCHEMA = 'lltest_boss';

/** pg-boss with the inbox in the same PostgreSQL. */
export function bossKind(url: string): QueueKind {
  return {
    name: 'pg-boss',
    open: (queueName, options) => openProcessQueue(url, queueName, options),
    raw: (queueName) => rawBoss(url, queueName),
    remove: (queueName) => removeBossQueue(url, queueName),
  };
}

/** A queue of one process, with the inbox that its workers share. */
export async function openProcessQueue(
  url: string,
  queueName: string,
  options: Partial<LianlianQueueOptions> = {},
): Promise<ProcessQueue> {
  const pool = new Pool({ connectionString: url, connectionTimeoutMillis: 2_000 });
  pool.on('error', () => undefined);
  const inbox = new SqlInbox(pgExecutor(pool), { table: inboxOf(queueName) });
  // A test may begin without a PostgreSQL.
  await inbox.ensureSchema().catch(() => undefined);
  return {
    module: LianlianQueueModule.forRoot({ ...bossOptions(url, queueName), ...options }),
    inbox,
    close: () => pool.end(),
  };
}

/** Quick enough for a test. */
export function bossOptions(url: string, queueName: string): LianlianQueueOptions {
  return { connection: url, queueName, schema: SCHEMA, backoff: QUICK, pollMs: 500 };
}

/** pg-boss itself, for tests that look into the queue or write to it. */
export async function startedBoss(url: string): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: url, schema: SCHEMA, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  return boss.start();
}

async function rawBoss(url: string, queueName: string): Promise<RawQueue> {
  const boss = await startedBoss(url);
  // A worker makes it in the background.
  await vi.waitUntil(() => boss.getQueue(queueName), { timeout: 10_000 });
  const inQueue = () => boss.findJobs<{ route: string; message: string }>(queueName);
  return {
    put: async (key, data) => {
      await boss.send(queueName, data, { id: jobIdOf(key), singletonKey: key });
    },
    waiting: async () =>
      (await inQueue())
        .filter(({ state }) => state === 'created')
        .map(({ id, data }) => ({
          data,
          change: async (changed) => {
            await boss.update(queueName, changed, { id });
          },
        })),
    counts: async () => {
      const counts: Record<string, number> = {};
      for (const { state } of await inQueue()) {
        const name = state === 'created' || state === 'retry' ? 'waiting' : state;
        counts[name] = (counts[name] ?? 0) + 1;
      }
      return counts;
    },
    written: async (key) =>
      JSON.stringify([
        await boss.findJobs(queueName, { key }),
        await boss.findJobs(`${queueName}.dead-letters`, { key }),
      ]),
    close: () => boss.stop({ graceful: false }),
  };
}

async function removeBossQueue(url: string, queueName: string): Promise<void> {
  const boss = await startedBoss(url);
  for (const name of [queueName, `${queueName}.dead-letters`]) await boss.deleteQueue(name);
  await boss.stop({ graceful: false });
  const pool = new Pool({ connectionString: url });
  await pool.query(`DROP TABLE IF EXISTS ${inboxOf(queueName)}`);
  await pool.end();
}

function inboxOf(queueName: string): string {
  return `lltest_${queueName.replaceAll('-', '').slice(0, 40)}`;
}
