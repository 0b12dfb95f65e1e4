// Notifications for servers that are processes of their own, in turns.
import { fork } from 'node:child_process';
import { once } from 'node:events';

import { Pool } from 'undici';

/**
 * @typedef {object} Server
 * @property {string} name
 * @property {string} file
 * @property {readonly string[]} args
 * @property {unknown} message what it is told at its start
 *
 * @typedef {object} Message a notification, as it is sent
 * @property {Readonly<Record<string, string>>} headers
 * @property {string} body
 *
 * @typedef {object} Load
 * @property {(server: number) => readonly Message[]} messagesOf the messages for one of the servers
 * @property {number} perRound
 * @property {number} rounds
 * @property {number} warmUpRounds
 * @property {number} atOnce
 */

/** @param {string} body @param {string} contentType @returns {Message} */
export function messageOf(body, contentType) {
  return { body, headers: { 'content-type': contentType } };
}

/**
 * Delivers each server's messages, a round at a time.
 *
 * @param {readonly Server[]} contestants @param {Load} load
 */
export async function deliverInTurns(contestants, { messagesOf, perRound, rounds, warmUpRounds, atOnce }) {
  const servers = await Promise.all(contestants.map((contestant) => startServer(contestant, atOnce)));
  const results = servers.map(({ name }) => ({ name, samples: [] }));
  for (let round = 0; round < rounds + warmUpRounds; round++) {
    for (let turn = 0; turn < servers.length; turn++) {
      const index = (round + turn) % servers.length;
      const batch = messagesOf(index).slice(round * perRound, (round + 1) * perRound);
      const sample = await deliver(servers[index], batch, atOnce);
      if (round >= warmUpRounds) results[index].samples.push(sample);
    }
  }
  for (const { child, pool } of servers) {
    await pool.close();
    child.kill();
  }
  return results;
}

async function startServer({ name, file, args, message }, atOnce) {
  const child = fork(file, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(message);
  const [{ url }] = await once(child, 'message');
  return { name, child, pool: new Pool(url, { connections: atOnce }) };
}

/** Delivers every notification of a batch, and asks the server what it took. */
async function deliver({ child, pool }, batch, atOnce) {
  const before = await usageOf(child);
  const start = performance.now();
  let next = 0;
  const sender = async () => {
    while (next < batch.length) {
      const { headers, body } = batch[next++];
      const response = await pool.request({ path: '/payments/notify', method: 'POST', headers, body });
      const text = await response.body.text();
      if (text !== '{"ret_code":"0000","ret_msg":"ok"}') throw new Error(`${response.statusCode} ${text}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  const wallMs = performance.now() - start;
  const after = await usageOf(child);
  return { wallUs: (wallMs * 1000) / batch.length, cpuUs: (after - before) / batch.length };
}

async function usageOf(child) {
  child.send('usage');
  const [{ usage }] = await once(child, 'message');
  return usage.user + usage.system;
}
