// Notifications at a steady rate over four processes: the highest rate that each store and each queue keeps up with.
import { existsSync } from 'node:fs';

import { keyPair, optionsWith } from '../support/fixtures.mjs';
import { deliverSteadily, startGroup, stopGroup } from '../support/server-group.mjs';
import { isReachable, leftOut } from '../support/servers.mjs';
import { STORES, withServer } from './notification-stores.mjs';

export const name = 'scale-notifications';
export const about = 'Notifications a second over four processes, each store and queue, at steady rates';

const PROCESSES = 4;
const TARGET = 2_000;
const RATES = { full: [250, 500, 1_000, TARGET], quick: [100, 200] };
/** Narrows the highest rate down between the last that was kept up with and the first that was not. */
const HALVINGS = { full: 2, quick: 0 };
const SECONDS = { full: 20, quick: 4 };
/** At the target itself, where it is kept up with. */
const HOLD_SECONDS = 300;
/** Longer than that, and a notification waits for others rather than for its own handling. */
const MOST_P99_MS = 1_000;

const NAME = `lianlian_bench_${process.pid}`;

export async function measure({ quick = false } = {}) {
  const scale = quick ? 'quick' : 'full';
  const tables = [];
  for (const store of STORES) {
    const missing = await whatIsMissing(store);
    tables.push(
      missing === undefined
        ? tableOf(store, await tries(store, scale), RATES[scale].at(-1))
        : leftOut(store.title, missing),
    );
  }
  return tables;
}

async function whatIsMissing({ url, needs = [] }) {
  const file = needs.find((needed) => !existsSync(needed));
  if (file !== undefined) return `npm run test:libraries -- --install brings ${file}`;
  return (await isReachable(url)) ? undefined : `there is no server at ${new URL(url).host}`;
}

function tries(store, scale) {
  return withServer(store, async (file) => {
    const { kind, execPath, remove } = store;
    const lianlian = keyPair(1024);
    const message = { options: optionsWith(keyPair(1024), lianlian), name: NAME };
    const servers = [];
    try {
      await startGroup(servers, { file, args: [kind], execPath, message, count: PROCESSES });
      return await triesOf(servers, lianlian, scale);
    } finally {
      await stopGroup(servers);
      await remove(NAME);
    }
  });
}

async function triesOf(servers, lianlian, scale) {
  const deliveries = [];
  const attempt = async (perSecond, seconds = SECONDS[scale]) => {
    const label = `${deliveries.length}-${perSecond}`;
    deliveries.push(await deliverSteadily(servers, { perSecond, seconds, lianlian, label }));
    return isSteady(deliveries.at(-1));
  };
  await attempt(RATES[scale][0]);
  await search(attempt, scale);
  // The first compiled code and opened connections.
  return deliveries.slice(1).sort((a, b) => a.perSecond - b.perSecond);
}

async function search(attempt, scale) {
  const isKept = async (rate) =>
    (await attempt(rate)) && (rate < TARGET || (await attempt(rate, HOLD_SECONDS)));
  let [kept, lost] = [0, undefined];
  for (const rate of RATES[scale]) {
    if (!(await isKept(rate))) {
      lost = rate;
      break;
    }
    kept = rate;
  }
  for (let halving = 0; lost !== undefined && halving < HALVINGS[scale]; halving++) {
    const rate = Math.round((kept + lost) / 2);
    if (await attempt(rate)) kept = rate;
    else lost = rate;
  }
}

function isSteady({ perSecond, p99, failures, backlog }) {
  return failures === 0 && p99 <= MOST_P99_MS && backlog <= perSecond;
}

function tableOf({ title }, deliveries, target) {
  const lost = deliveries.filter((delivery) => !isSteady(delivery)).map(({ perSecond }) => perSecond);
  const best = deliveries.findLast(({ perSecond }) => !lost.includes(perSecond));
  return {
    title: `${title}: acknowledgements from when each was due, ${PROCESSES} processes`,
    rows: deliveries.map((delivery) => {
      const { perSecond, seconds, p50, p99, failures, mostBacklog, mb } = delivery;
      const verdict = isSteady(delivery) ? '' : `, not kept up with (${failures} failed or not sent)`;
      return {
        name: `${perSecond} a second for ${seconds} s`,
        figure: `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, backlog ${mostBacklog} at most, ${mb.toFixed(0)} MB${verdict}`,
      };
    }),
    curve: {
      picture: 'notifications',
      title: `Acknowledgement of notifications over ${PROCESSES} processes, p99`,
      x: { label: 'notifications a second', isLog: true },
      y: { label: 'milliseconds', isLog: true },
      lines: [
        {
          name: title,
          points: deliveries
            .filter(({ p99 }) => !Number.isNaN(p99))
            .map(({ perSecond, p99 }) => [perSecond, p99]),
        },
      ],
    },
    targets: [
      {
        what: 'highest steady rate',
        value: best?.perSecond ?? 0,
        limit: target,
        bound: 'at least',
        unit: 'a second',
      },
    ],
  };
}
