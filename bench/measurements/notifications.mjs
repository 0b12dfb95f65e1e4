// Notifications per second through a stock Nest app, beside a bare route that verifies by hand. Servers are
// processes of their own; the load comes from this one, in turns.
import { fileURLToPath } from 'node:url';

import { keyPair, optionsWith, signedNotification } from '../support/fixtures.mjs';
import { deliverInTurns, messageOf } from '../support/notification-load.mjs';
import { alipayMessage, wechatMessage } from '../support/peer-routes.mjs';
import { rowOf } from '../support/report.mjs';
import { ratioOf } from '../support/rounds.mjs';

export const name = 'notifications';
export const about = 'Notifications through a stock Nest app, all of the pipeline, on Express and Fastify';

const SERVER = fileURLToPath(new URL('../support/notification-server.mjs', import.meta.url));
const AT_ONCE = 32;
const PER_ROUND = 1000;
/** Some 10,000 notifications each: until then both run code that is still being compiled. */
const WARM_UP_ROUNDS = 10;

/** How a bare route's JSON and LianLian's own are sent. */
const [JSON_TYPE, OWN_TYPE] = ['application/json', 'text/json;charset=utf-8'];

const KINDS = [
  ['bare', 'bare route, verifies by hand', ofLianlian(JSON_TYPE)],
  ['quiet', 'nestjs-lianlian, logger: error, warn', ofLianlian(OWN_TYPE)],
  ['bare-logging', 'bare route that logs a line', ofLianlian(JSON_TYPE)],
  ['stock', "nestjs-lianlian, Nest's default logger", ofLianlian(OWN_TYPE)],
  ['alipay', 'route with checkNotifySignV2 of alipay-sdk', alipayMessage],
  ['wechat', 'route with verifySign of wechatpay-node-v3', wechatMessage],
];

/** At least: of the speed of a bare route. */
const LIMITS = { express: 0.95, fastify: 0.75 };

export async function measure({ rounds = 9 } = {}) {
  const lianlian = keyPair(1024);
  const numbers = Array.from({ length: (rounds + WARM_UP_ROUNDS) * PER_ROUND }, (_, index) => index);
  const messages = KINDS.map(([, , signed]) =>
    numbers.map((index) => signed(lianlian, `order${index}`, `2014052800${index}`)),
  );
  const options = optionsWith(keyPair(1024), lianlian);
  return [
    await onAdapter('express', options, messages, rounds),
    await onAdapter('fastify', options, messages, rounds),
  ];
}

function ofLianlian(contentType) {
  return (lianlian, no_order, oid_paybill) =>
    messageOf(signedNotification(lianlian, no_order, oid_paybill), contentType);
}

async function onAdapter(adapter, options, messages, rounds) {
  const servers = KINDS.map(([kind, who]) => {
    return { name: who, file: SERVER, args: [adapter, kind], message: options };
  });
  const batches = { messagesOf: (server) => messages[server], perRound: PER_ROUND, rounds };
  const results = await deliverInTurns(servers, {
    ...batches,
    warmUpRounds: WARM_UP_ROUNDS,
    atOnce: AT_ONCE,
  });
  const [bare, quiet, logging, stock, alipay, wechat] = results;
  const atLeast = (what, value, limit) => ({ what, value, limit, bound: 'at least' });
  return {
    title: `Notifications on ${adapter}, ${AT_ONCE} at once, 1024-bit key: the server's processor time for each`,
    rows: results.map((result) => rowOf(result, bare)),
    notes: [
      'bare: JSON, source and signature, no copies recognized, nothing compared; the module does all that its route does',
      'the routes of peers verify what is signed their way, do nothing else, and log nothing',
      'a bare route logs nothing, or one line; the module writes two for each notification, at the levels log and debug',
    ],
    targets: [
      atLeast('of the speed of a bare route', ratioOf(bare, quiet), LIMITS[adapter]),
      atLeast('both logging', ratioOf(logging, stock), LIMITS[adapter]),
      atLeast('the speed of the route with alipay-sdk', ratioOf(alipay, quiet), 1.5),
      atLeast('the speed of the route with wechatpay-node-v3', ratioOf(wechat, quiet), 1.5),
    ],
  };
}
