// Notifications that settle an order in SQL, through a stock Nest app with SqlInbox, beside a route written by hand with
// the same library, whose one transaction notes the notification and settles the order.
import { fileURLToPath } from 'node:url';

import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';

import { keyPair, optionsWith, signedNotification } from '../support/fixtures.mjs';
import { deliverInTurns, messageOf } from '../support/notification-load.mjs';
import { rowOf } from '../support/report.mjs';
import { medianOf, ratioOf } from '../support/rounds.mjs';
import { MYSQL_URL, POSTGRES_URL } from '../support/servers.mjs';

export const name = 'sql-notifications';
export const about = 'Notifications that settle an order in PostgreSQL and MariaDB, on Fastify';

const SERVER = fileURLToPath(new URL('../support/sql-notification-server.mjs', import.meta.url));
const TABLES = `lianlian_bench_${process.pid}`;
const PER_ROUND = 400;
/** Some 8,000 notifications each: until then both run code that is still being compiled. */
const WARM_UP_ROUNDS = 20;
const KINDS = [
  ['by-hand', 'by hand: verify, BEGIN, INSERT, UPDATE, COMMIT', 'application/json'],
  ['package', 'nestjs-lianlian with SqlInbox, one SELECT and one UPDATE', 'text/json;charset=utf-8'],
];
const DATABASES = [
  ['PostgreSQL', POSTGRES_URL, postgres, 'pg'],
  ['MariaDB', MYSQL_URL, mariadb, 'mysql2'],
];

const ORMS = ['typeorm', 'knex', 'kysely', 'drizzle'];

export async function measure({ rounds = 9 } = {}) {
  const tables = [];
  for (const [database, url, connect, driver] of DATABASES) {
    for (const atOnce of [1, 16])
      tables.push(await onDatabase(database, url, connect, driver, atOnce, rounds));
    for (const library of ORMS) tables.push(await onDatabase(database, url, connect, library, 16, rounds));
  }
  return tables;
}

async function onDatabase(database, url, connect, library, atOnce, rounds) {
  const lianlian = keyPair(1024);
  const options = optionsWith(keyPair(1024), lianlian);
  const count = (rounds + WARM_UP_ROUNDS) * PER_ROUND;
  const orders = KINDS.map(([kind]) => Array.from({ length: count }, (_, index) => `${kind}-${index}`));
  const messages = orders.map((numbers, kind) =>
    numbers.map((number, index) =>
      messageOf(signedNotification(lianlian, number, `2014052${kind}${index}`), KINDS[kind][2]),
    ),
  );
  const { run, close } = await connect(url);
  await prepare(run, orders.flat());
  try {
    const message = { options, tables: TABLES, url };
    const results = await deliverInTurns(
      KINDS.map(([kind, who]) => ({ name: who, file: SERVER, args: [library, kind], message })),
      {
        messagesOf: (kind) => messages[kind],
        perRound: PER_ROUND,
        rounds,
        warmUpRounds: WARM_UP_ROUNDS,
        atOnce,
      },
    );
    const [byHand, ours] = results;
    const wall = medianOf(ours, 'wallUs') / medianOf(byHand, 'wallUs');
    return {
      title: `${database} by ${library}, ${atOnce} at once: the server's processor time for each`,
      rows: results.map((result) => rowOf(result, byHand)),
      targets: [
        { what: 'processor time of by hand', value: ratioOf(ours, byHand), limit: 1.5, bound: 'at most' },
        { what: 'time of by hand by the clock', value: wall, limit: 1.5, bound: 'at most' },
      ],
    };
  } finally {
    await drop(run);
    await close();
  }
}

async function prepare(run, numbers) {
  await drop(run);
  await run(
    `CREATE TABLE ${TABLES}_orders (no_order VARCHAR(64) PRIMARY KEY, money_order VARCHAR(20), paid_by VARCHAR(40))`,
  );
  await run(`CREATE TABLE ${TABLES}_seen (id VARCHAR(64) PRIMARY KEY)`);
  for (let from = 0; from < numbers.length; from += 1000) {
    const rows = numbers.slice(from, from + 1000).map((number) => `('${number}', '210.97')`);
    await run(`INSERT INTO ${TABLES}_orders (no_order, money_order) VALUES ${rows.join(', ')}`);
  }
}

async function drop(run) {
  for (const table of ['orders', 'seen', 'inbox']) await run(`DROP TABLE IF EXISTS ${TABLES}_${table}`);
}

async function postgres(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  return { run: (sql) => client.query(sql), close: () => client.end() };
}

async function mariadb(url) {
  const connection = await createConnection(url);
  return { run: (sql) => connection.query(sql), close: () => connection.end() };
}
