// Tables of SqlInbox with any number of rows, filled by the database itself.
import { createPool } from 'mysql2/promise';
import { Pool } from 'pg';

import { mysql2Executor, pgExecutor, SqlInbox } from '../../dist/notifications/inbox/sql/index.js';
import { isReachable, leftOut, MYSQL_URL, POSTGRES_URL } from './servers.mjs';

/** Rows of one statement. */
const BATCH = 1_000_000;
const CONNECTIONS = 8;
const PREFIX = '201304121000001004/order/bench-';
const DAY = '/20261121120000';

const DATABASES = [
  { title: 'PostgreSQL', url: POSTGRES_URL, open: postgres },
  { title: 'MariaDB', url: MYSQL_URL, open: mariadb },
];

/**
 * @typedef {object} InboxTables
 * @property {(table: string) => Promise<SqlInbox>} make
 * @property {(table: string, from: number, to: number, daysAgo: number) => Promise<void>} fill with rows that were done
 * so long ago, numbered from `from` to before `to`
 * @property {(tables: readonly string[]) => Promise<void>} settle has the server end what it puts off after a fill
 */

/**
 * What a measurement finds in each database. The tables are dropped, also after an error.
 *
 * @param {(tables: InboxTables, title: string) => Promise<object>} measure
 */
export async function inEachDatabase(measure) {
  const results = [];
  for (const { title, url, open } of DATABASES) {
    if (!(await isReachable(url))) {
      results.push(leftOut(title, `there is no server at ${new URL(url).host}`));
      continue;
    }
    const database = open(url);
    const made = new Set();
    const make = async (table) => {
      made.add(table);
      const inbox = new SqlInbox(database.executor, { table });
      await inbox.ensureSchema();
      return inbox;
    };
    const fill = async (table, from, to, daysAgo) => {
      for (let first = from; first < to; first += BATCH)
        await database.fill(table, first, Math.min(to, first + BATCH), daysAgo);
    };
    try {
      results.push(await measure({ make, fill, settle: database.settle }, title));
    } finally {
      for (const table of made) await database.run(`DROP TABLE IF EXISTS ${table}`);
      await database.close();
    }
  }
  return results;
}

/** The key of a filled row. */
export function keyOf(index) {
  return `${PREFIX}${String(index).padStart(10, '0')}${DAY}`;
}

function postgres(url) {
  const pool = new Pool({ connectionString: url, max: CONNECTIONS });
  return {
    executor: pgExecutor(pool),
    run: (sql) => pool.query(sql),
    fill: (table, from, to, daysAgo) =>
      pool.query(`INSERT INTO ${table} (inbox_key, outcome, run, done, done_at)
SELECT '${PREFIX}' || lpad(number::text, 10, '0') || '${DAY}', '2026112100000001/SUCCESS/' || number,
gen_random_uuid()::text, true, now() - interval '${daysAgo} days' + number * interval '1 millisecond'
FROM generate_series(${from}, ${to - 1}) AS number`),
    settle: async (tables) => {
      for (const table of tables) await pool.query(`VACUUM ANALYZE ${table}`);
      await pool.query('CHECKPOINT');
    },
    close: () => pool.end(),
  };
}

function mariadb(url) {
  const pool = createPool({ uri: url, connectionLimit: CONNECTIONS });
  return {
    executor: mysql2Executor(pool),
    run: (sql) => pool.query(sql),
    fill: (table, from, to, daysAgo) =>
      pool.query(`INSERT INTO ${table} (inbox_key, outcome, run, done, done_at)
SELECT CONCAT('${PREFIX}', LPAD(seq, 10, '0'), '${DAY}'), CONCAT('2026112100000001/SUCCESS/', seq),
UUID(), TRUE, UTC_TIMESTAMP(6) - INTERVAL ${daysAgo} DAY + INTERVAL seq * 1000 MICROSECOND
FROM seq_${from}_to_${to - 1}`),
    settle: (tables) => written(pool, tables),
    close: () => pool.end(),
  };
}

/** Has InnoDB write the pages that it holds back. */
async function written(pool, tables) {
  const connection = await pool.getConnection();
  await connection.query(`FLUSH TABLES ${tables.join(', ')} FOR EXPORT`);
  await connection.query('UNLOCK TABLES');
  connection.release();
}
