// Notifications per second through the inboxes in Redis and SQL, where a server can be reached: what once only costs,
// beside two round trips to the same server.
import { Redis } from 'ioredis';
import { createPool } from 'mysql2/promise';
import { Pool } from 'pg';

import { RedisInbox } from '../../dist/notifications/inbox/redis/index.js';
import { mysql2Executor, pgExecutor, SqlInbox } from '../../dist/notifications/inbox/sql/index.js';
import { rowOf } from '../support/report.mjs';
import { inRounds } from '../support/rounds.mjs';
import { isReachable, MYSQL_URL, POSTGRES_URL, REDIS_URL } from '../support/servers.mjs';

export const name = 'shared-inbox';
export const about = 'Once only in Redis, PostgreSQL and MariaDB, 16 at once';

const AT_ONCE = 16;
const TABLE = 'lianlian_bench_inbox';

const STORES = [
  ['Redis', REDIS_URL, redis],
  ['PostgreSQL', POSTGRES_URL, postgres],
  ['MariaDB', MYSQL_URL, mysql],
];

export async function measure({ rounds = 5 } = {}) {
  const tables = [];
  for (const [store, url, open] of STORES) {
    if (!(await isReachable(url))) {
      tables.push({ title: `${store}: no server at ${new URL(url).host}`, rows: [] });
      continue;
    }
    const { inbox, roundTrip, close } = await open(url);
    const results = await inRounds(
      [
        { name: 'two round trips', atOnce: AT_ONCE, run: () => roundTrip().then(roundTrip) },
        { name: 'once, with nothing to do', atOnce: AT_ONCE, run: () => handle(inbox) },
      ],
      { rounds: Math.min(rounds, 9), slotMs: 200 },
    );
    await close();
    const [bare, ours] = [...results.values()];
    tables.push({
      title: `${store}, ${AT_ONCE} at once: this process's time for a notification`,
      rows: [rowOf(bare, bare), rowOf(ours, bare)],
    });
  }
  return tables;
}

let last = 0;
const nothing = async () => undefined;

async function handle(inbox) {
  const key = `201304121000001004/order/bench-${process.pid}-${++last}/20261121120000`;
  const { status } = await inbox.once(key, '2026112100000001/SUCCESS/21097', nothing);
  if (status !== 'ran') throw new Error(`the key was ${status}`);
}

async function redis(url) {
  const client = new Redis(url);
  const prefix = `lianlian:bench:${process.pid}:`;
  return {
    // What it keeps ends by itself.
    inbox: new RedisInbox(client, { prefix, retentionMs: 60_000 }),
    roundTrip: () => client.set(`${prefix}x`, '1', 'PX', 60_000),
    close: () => client.quit(),
  };
}

async function postgres(url) {
  const pool = new Pool({ connectionString: url, max: AT_ONCE });
  const inbox = new SqlInbox(pgExecutor(pool), { table: TABLE });
  await inbox.ensureSchema();
  return {
    inbox,
    roundTrip: () => pool.query('SELECT $1::text', ['1']),
    close: async () => {
      await pool.query(`DROP TABLE ${TABLE}`);
      await pool.end();
    },
  };
}

async function mysql(url) {
  const pool = createPool({ uri: url, connectionLimit: AT_ONCE });
  const inbox = new SqlInbox(mysql2Executor(pool), { table: TABLE });
  await inbox.ensureSchema();
  return {
    inbox,
    roundTrip: () => pool.query('SELECT ?', ['1']),
    close: async () => {
      await pool.query(`DROP TABLE ${TABLE}`);
      await pool.end();
    },
  };
}
