// Where the app of notification-server.mjs keeps what it handled, and through which queue it handles it.
import { createRequire } from 'node:module';

import { Redis } from 'ioredis';
import { Pool } from 'pg';

import { LianlianQueueModule as BossModule } from '../../../dist/pg-boss/index.js';
import { LianlianQueueModule as BullModule } from '../../../dist/bullmq/index.js';
import { RedisInbox } from '../../../dist/notifications/inbox/redis/index.js';
import { pgExecutor, SqlInbox } from '../../../dist/notifications/inbox/sql/index.js';
import { POSTGRES_URL, REDIS_URL } from '../../support/servers.mjs';

/** Of each process: four of them stay below the hundred that PostgreSQL takes. */
const CONNECTIONS = 12;
export const CONCURRENCY = 10;
const KEPT_MS = 10 * 60_000;

export const STORES = { postgres, redis, bullmq, 'pg-boss': pgBoss };

export async function postgres(name) {
  const pool = new Pool({ connectionString: POSTGRES_URL, max: CONNECTIONS });
  const inbox = new SqlInbox(pgExecutor(pool), { table: name });
  await inbox.ensureSchema();
  return {
    notifications: { inbox, maxConcurrent: CONCURRENCY },
    imports: [],
    close: () => pool.end(),
  };
}

async function redis(name) {
  const client = new Redis(REDIS_URL);
  const inbox = new RedisInbox(client, { prefix: `${name}:`, retentionMs: KEPT_MS });
  return { notifications: { inbox }, imports: [], close: () => client.quit() };
}

async function bullmq(name) {
  const queue = BullModule.forRoot({
    connection: REDIS_URL,
    prefix: `{${name}}`,
    worker: { concurrency: CONCURRENCY },
    keepCompletedMs: KEPT_MS,
  });
  return { ...(await redis(name)), imports: [queue] };
}

async function pgBoss(name) {
  // Installed for the tests alone: see npm run test:libraries.
  const { PgBoss } = createRequire(new URL('../../../test/libraries/', import.meta.url))('pg-boss');
  const connection = new PgBoss({
    connectionString: POSTGRES_URL,
    schema: name,
    max: CONCURRENCY,
    schedule: false,
    useListenNotify: true,
  });
  const queue = BossModule.forRoot({ connection, worker: { concurrency: CONCURRENCY } });
  const store = await postgres(`${name}_inbox`);
  return {
    ...store,
    imports: [queue],
    close: async () => {
      await connection.stop({ graceful: false });
      await store.close();
    },
  };
}
