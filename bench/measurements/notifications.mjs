// Notifications per second through a stock Nest app, beside a bare route that verifies by hand. Servers are
// processes of their own; the load comes from this one, in turns.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { Pool } from 'undici';

import { keyPair, optionsWith, signedNotification } from '../support/fixtures.mjs';
import { rowOf } from '../support/report.mjs';
import { ratioOf } from '../support/rounds.mjs';

export const name = 'notifications';
export const about = 'Notifications through a stock Nest app, all of the pipeline, on Express and Fastify';

const SERVER = fileURLToPath(new URL('../support/notification-server.mjs', import.meta.url));
const AT_ONCE = 32;
const PER_ROUND = 1000;
/** Some 10,000 notifications each: until then both run code that is still being compiled. */
const WARM_UP_ROUNDS = 10;

const KINDS = [
  ['bare', 'bare route, verifies by hand', 'application/json'],
  ['quiet', 'nestjs-lianlian, logger: error, warn', 'text/json;charset=utf-8'],
  ['bare-logging', 'bare route that logs a line', 'application/json'],
  ['stock', "nestjs-lianlian, Nest's default logger", 'text/json;charset=utf-8'],
];

export async function measure({ rounds = 9 } = {}) {
  const lianlian = keyPair(1024);
  const bodies = Array.from({ length: (rounds + WARM_UP_ROUNDS) * PER_ROUND }, (_, index) =>
    signedNotification(lianlian, `order${index}`, `2014052800${index}`),
  );
  const options = optionsWith(keyPair(1024), lianlian);
  return [
    await onAdapter('express', options, bodies, rounds),
    await onAdapter('fastify', options, bodies, rounds),
  ];
}

async function onAdapter(adapter, options, bodies, rounds) {
  const servers = await Promise.all(KINDS.map((kind) => startServer(adapter, kind, options)));
  const results = servers.map(({ name: who }) => ({ name: who, samples: [] }));
  for (let round = 0; round < rounds + WARM_UP_ROUNDS; round++) {
    const batch = bodies.slice(round * PER_ROUND, (round + 1) * PER_ROUND);
    for (let turn = 0; turn < servers.length; turn++) {
      const index = (round + turn) % servers.length;
      const sample = await deliver(servers[index], batch);
      if (round >= WARM_UP_ROUNDS) results[index].samples.push(sample);
    }
  }
  for (const { child, pool } of servers) {
    await pool.close();
    child.kill();
  }
  const [bare, quiet, logging, stock] = results;
  return {
    title: `Notifications on ${adapter}, ${AT_ONCE} at once, 1024-bit key: the server's processor time for each`,
    rows: results.map((result) => rowOf(result, bare)),
    notes: [
      'bare: JSON, source and signature, no copies recognised, nothing compared; the module does all that its route does',
      'a bare route logs nothing, or one line; the module writes two for each notification, at the levels log and debug',
    ],
    targets: [
      { what: 'of the speed of a bare route', value: ratioOf(bare, quiet), limit: 0.9, bound: 'at least' },
      { what: 'both logging', value: ratioOf(logging, stock), limit: 0.9, bound: 'at least' },
    ],
  };
}

async function startServer(adapter, [kind, who, contentType], options) {
  const child = fork(SERVER, [adapter, kind], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(options);
  const [{ url }] = await once(child, 'message');
  const pool = new Pool(url, { connections: AT_ONCE });
  return { name: who, child, pool, contentType };
}

/** Delivers every notification of a batch, and asks the server what it took. */
async function deliver({ child, pool, contentType }, batch) {
  const before = await usageOf(child);
  const start = performance.now();
  let next = 0;
  const sender = async () => {
    while (next < batch.length) {
      const body = batch[next++];
      const headers = { 'content-type': contentType };
      const response = await pool.request({ path: '/payments/notify', method: 'POST', headers, body });
      const text = await response.body.text();
      if (text !== '{"ret_code":"0000","ret_msg":"ok"}') throw new Error(`${response.statusCode} ${text}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  const wallMs = performance.now() - start;
  const after = await usageOf(child);
  return { wallUs: (wallMs * 1000) / batch.length, cpuUs: (after - before) / batch.length };
}

async function usageOf(child) {
  child.send('usage');
  const [{ usage }] = await once(child, 'message');
  return usage.user + usage.system;
}
