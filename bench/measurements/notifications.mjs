// Notifications per second through a stock Nest app, beside a bare route that verifies by hand. Servers are
// processes of their own; the load comes from this one, in turns.
import { fileURLToPath } from 'node:url';

import { keyPair, optionsWith, signedNotification } from '../support/fixtures.mjs';
import { deliverInTurns } from '../support/notification-load.mjs';
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
  const servers = KINDS.map(([kind, who, contentType]) => {
    return { name: who, file: SERVER, args: [adapter, kind], message: options, contentType };
  });
  const batches = { bodiesOf: () => bodies, perRound: PER_ROUND, rounds, warmUpRounds: WARM_UP_ROUNDS };
  const results = await deliverInTurns(servers, { ...batches, atOnce: AT_ONCE });
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
