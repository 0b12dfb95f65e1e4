// The stores and queues of scale-notifications: what each needs, and what is left to be removed.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Redis } from 'ioredis';
import { Client } from 'pg';

import { POSTGRES_URL, RABBITMQ_URL, REDIS_URL } from '../support/servers.mjs';
import { AMQPLIB, buildRabbitMqServer } from './build-rabbitmq.mjs';

const tests = (path) => fileURLToPath(new URL(`../../test/${path}`, import.meta.url));
const PG_BOSS = tests('libraries/node_modules/pg-boss/package.json');
/** pg-boss needs a newer Node than this package does. */
const NODE_22 = tests('package/nodes/node_modules/node-22/bin/node');
const isOldNode = Number(process.versions.node.split('.')[0]) < 22;

export const STORES = [
  { title: 'PostgreSQL', kind: 'postgres', url: POSTGRES_URL, remove: dropTables },
  { title: 'Redis', kind: 'redis', url: REDIS_URL, remove: deleteKeys },
  { title: 'BullMQ on Redis', kind: 'bullmq', url: REDIS_URL, remove: deleteKeys },
  {
    title: 'pg-boss on PostgreSQL',
    kind: 'pg-boss',
    url: POSTGRES_URL,
    needs: isOldNode ? [PG_BOSS, NODE_22] : [PG_BOSS],
    execPath: isOldNode ? NODE_22 : process.execPath,
    remove: dropTables,
  },
  {
    title: 'RabbitMQ, the example',
    kind: 'rabbitmq',
    url: RABBITMQ_URL,
    needs: [AMQPLIB],
    build: buildRabbitMqServer,
    remove: dropTables,
  },
];

const SERVER = fileURLToPath(new URL('processes/notification-server.mjs', import.meta.url));

/** Runs `use` with the file of the store's server, which may have to be built. */
export async function withServer({ build }, use) {
  if (build === undefined) return use(SERVER);
  const folder = await build();
  try {
    return await use(join(folder, 'main.mjs'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Those of the inbox, with and without a queue, and pg-boss's own. */
async function dropTables(name) {
  const client = new Client({ connectionString: POSTGRES_URL });
  await client.connect();
  await client.query(`SET client_min_messages = warning`);
  await client.query(`DROP TABLE IF EXISTS ${name}, ${name}_inbox`);
  await client.query(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
  await client.end();
}

async function deleteKeys(name) {
  const client = new Redis(REDIS_URL);
  for (const match of [`${name}:*`, `{${name}}*`])
    for await (const keys of client.scanStream({ match, count: 1000 }))
      if (keys.length > 0) await client.unlink(keys);
  await client.quit();
}
