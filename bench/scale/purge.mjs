// A purge of a million rows beside claims at a steady rate: how long it takes, and what the claims feel of it.
import { setTimeout as sleep } from 'node:timers/promises';

import { inEachDatabase, keyOf } from '../support/inbox-tables.mjs';
import { percentile, steadily } from '../support/steady.mjs';

export const name = 'scale-purge';
export const about = 'SqlInbox: a purge of 1,000,000 rows beside 100 claims a second';

const SIZES = {
  full: { outdated: 1_000_000, fresh: 100_000, quietMs: 15_000 },
  quick: { outdated: 50_000, fresh: 10_000, quietMs: 2_000 },
};
const PER_SECOND = 100;
/** For how long claims go on at most: a purge that takes longer has missed its target by far. */
const LONGEST_MS = 120_000;
const SLICE_MS = 500;
/** Beside the retention of 90 days. */
const [OUTDATED_DAYS, FRESH_DAYS] = [100, 10];
const OUTCOME = '2026112100000001/SUCCESS/21097';

const nothing = async () => undefined;

export async function measure({ quick = false } = {}) {
  const size = SIZES[quick ? 'quick' : 'full'];
  const measured = await inEachDatabase(async (tables, title) => ({
    title,
    ...(await purged(tables, size)),
  }));
  return measured.map((result) => ('rows' in result ? result : tableOf(result, size)));
}

async function purged({ make, fill, settle }, { outdated, fresh, quietMs }) {
  const table = `lianlian_bench_${process.pid}_purge`;
  const inbox = await make(table);
  await fill(table, 0, outdated, OUTDATED_DAYS);
  await fill(table, outdated, outdated + fresh, FRESH_DAYS);
  await settle([table]);
  // Connections and code first.
  await claims(inbox, 'first', { ms: 2_000 });
  const quiet = await claims(inbox, 'quiet', { ms: quietMs });
  const purge = { seconds: 0, isOver: false };
  const [beside] = await Promise.all([
    claims(inbox, 'beside', { ms: LONGEST_MS, isOver: () => purge.isOver }),
    timedPurge(inbox, outdated, purge),
  ]);
  return { quiet: quiet.times, beside: beside.times, seconds: purge.seconds };
}

async function timedPurge(inbox, outdated, purge) {
  const begun = performance.now();
  try {
    const count = await inbox.purge();
    if (count !== outdated) throw new Error(`${count} rows of ${outdated} were purged`);
  } finally {
    purge.seconds = (performance.now() - begun) / 1000;
    // The claims of the purge's last moment are begun with it.
    await sleep(100);
    purge.isOver = true;
  }
}

async function claims(inbox, phase, { ms, isOver }) {
  const result = await steadily({
    perSecond: PER_SECOND,
    count: (ms * PER_SECOND) / 1000,
    run: (index) =>
      inbox.once(`${keyOf(Math.floor(Math.random() * 1e9))}-${phase}-${index}`, OUTCOME, nothing),
    isOver,
  });
  if (result.failures > 0) throw result.firstFailure;
  return result;
}

function tableOf({ title, quiet, beside, seconds }, { outdated }) {
  const [without, with_] = [quiet, beside].map((times) => percentile(times, 0.99));
  const rows = `${outdated.toLocaleString('en')} rows`;
  return {
    title: `${title}: ${PER_SECOND} claims a second beside a purge of ${rows}, p99 of a claim from when it was due`,
    rows: [
      { name: 'the purge', figure: `${seconds.toFixed(1)} s` },
      { name: 'claims without it', figure: `${without.toFixed(1)} ms`, ratio: 1 },
      { name: 'claims beside it', figure: `${with_.toFixed(1)} ms`, ratio: with_ / without },
    ],
    curve: {
      picture: 'purge',
      title: `Claims before and during a purge of ${rows}, p99`,
      x: { label: 'seconds, from the start of the purge' },
      y: { label: 'milliseconds' },
      lines: [{ name: title, points: [...slicesOf(quiet, -1), ...slicesOf(beside, 0)] }],
    },
    targets: [
      { what: `purge of ${rows}`, value: seconds, limit: 10, bound: 'at most', unit: 's' },
      { what: 'p99 of claims, of that without a purge', value: with_ / without, limit: 2, bound: 'at most' },
    ],
  };
}

/** The p99 of each slice of time; `side` -1 lets them end at 0, and 0 begin there. */
function slicesOf(times, side) {
  const inSlice = (PER_SECOND * SLICE_MS) / 1000;
  const slices = [];
  for (let from = 0; from + inSlice <= times.length; from += inSlice) {
    const p99 = percentile(times.slice(from, from + inSlice), 0.99);
    if (!Number.isNaN(p99)) slices.push([(from + side * times.length) / PER_SECOND, p99]);
  }
  return slices;
}
