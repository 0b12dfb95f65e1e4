// Several processes that take notifications, as behind a load balancer.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { Pool } from 'undici';

import { signedNotification } from './fixtures.mjs';
import { percentile, steadily } from './steady.mjs';

const ACKNOWLEDGED = '{"ret_code":"0000","ret_msg":"ok"}';
const HEADERS = { 'content-type': 'application/json;charset=utf-8' };
const CONNECTIONS = 64;
/** So many seconds' notifications under way are more than can be served. */
const MOST_SECONDS = 4;
/** What is in a queue at the end is waited for so long. */
const DRAIN_MS = 120_000;

/**
 * @typedef {object} Delivery
 * @property {number} perSecond
 * @property {number} seconds
 * @property {number} p50 of the acknowledgement, in milliseconds from when the notification was due
 * @property {number} p99
 * @property {number} failures
 * @property {number} backlog of what was not handled yet, at the end of the load
 * @property {number} mostBacklog
 * @property {number} mb memory of all processes at the end
 */

/**
 * @typedef {{ child: import('node:child_process').ChildProcess, pool: Pool }} Server
 *
 * @param {Server[]} servers takes those that were started, also where one of them is not
 * @param {{ file: string, args: readonly string[], execPath?: string, message: object, count: number }} group
 */
export async function startGroup(servers, { file, args, execPath, message, count }) {
  for (let index = 0; index < count; index++) {
    const child = fork(file, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execPath, execArgv: [] });
    child.send(message);
    // One after the other: the first makes the tables.
    const [{ url }] = await Promise.race([once(child, 'message'), ended(child, file)]);
    servers.push({ child, pool: new Pool(url, { connections: CONNECTIONS }) });
  }
}

/** @param {readonly Server[]} servers */
export async function stopGroup(servers) {
  for (const { child, pool } of servers) {
    await pool.destroy();
    const exit = once(child, 'exit');
    child.send('close');
    if ((await Promise.race([exit, sleep(10_000)])) === undefined) child.kill('SIGKILL');
  }
}

/**
 * Delivers new notifications at a steady rate, to each server in turn.
 *
 * @param {readonly Server[]} servers
 * @param {{ perSecond: number, seconds: number, lianlian: object, label: string }} load
 * @returns {Promise<Delivery>}
 */
export async function deliverSteadily(servers, { perSecond, seconds, lianlian, label }) {
  const count = perSecond * seconds;
  const bodies = Array.from({ length: count }, (_, index) =>
    signedNotification(lianlian, `${label}-${index}`, `${label}-${index}`),
  );
  const handledBefore = (await figuresOf(servers)).handled;
  let [sent, mostBacklog] = [0, 0];
  const watch = setInterval(async () => {
    const sentThen = sent;
    const { handled } = await figuresOf(servers);
    mostBacklog = Math.max(mostBacklog, sentThen - (handled - handledBefore));
  }, 1_000);
  const result = await steadily({
    perSecond,
    count,
    mostPending: MOST_SECONDS * perSecond,
    run: (index) => {
      sent++;
      return deliver(servers[index % servers.length].pool, bodies[index]);
    },
  });
  clearInterval(watch);
  const { handled, mb } = await figuresOf(servers);
  const backlog = sent - (handled - handledBefore);
  await drained(servers, handledBefore + sent - result.failures);
  return {
    ...{ perSecond, seconds },
    p50: percentile(result.times, 0.5),
    p99: percentile(result.times, 0.99),
    failures: result.failures + (count - sent),
    ...{ backlog, mostBacklog: Math.max(mostBacklog, backlog), mb },
  };
}

async function deliver(pool, body) {
  const response = await pool.request({ path: '/payments/notify', method: 'POST', headers: HEADERS, body });
  const text = await response.body.text();
  if (text !== ACKNOWLEDGED) throw new Error(`${response.statusCode} ${text}`);
}

async function figuresOf(servers) {
  const figures = await Promise.all(
    servers.map(async ({ child }) => {
      const answer = once(child, 'message');
      child.send('figures');
      return (await answer)[0];
    }),
  );
  const sum = (name) => figures.reduce((total, figure) => total + figure[name], 0);
  return { handled: sum('handled'), mb: sum('rss') / 1024 / 1024 };
}

async function drained(servers, handled) {
  const end = performance.now() + DRAIN_MS;
  while (performance.now() < end && (await figuresOf(servers)).handled < handled) await sleep(200);
}

async function ended(child, file) {
  const [code] = await once(child, 'exit');
  throw new Error(`${file} ended with ${code} before it listened`);
}
