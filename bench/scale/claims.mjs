// Claims in tables of SqlInbox that grow: what once takes among 10,000 rows, a million and ten million.
import { inEachDatabase, keyOf } from '../support/inbox-tables.mjs';
import { median } from '../support/rounds.mjs';
import { percentile } from '../support/steady.mjs';

export const name = 'scale-claims';
export const about = 'Claims of SqlInbox in tables of 10,000, 1,000,000 and 10,000,000 rows, 4 at once';

const AT_ONCE = 4;
const SIZES = { full: [10_000, 1_000_000, 10_000_000], quick: [1_000, 10_000, 100_000] };
const CLAIMS = { full: 1_000, quick: 200 };
const OUTCOME = '2026112100000001/SUCCESS/21097';
const DAYS_AGO = 30;

const nothing = async () => undefined;

export async function measure({ rounds = 15, quick = false } = {}) {
  const scale = quick ? 'quick' : 'full';
  const sizes = SIZES[scale];
  const measured = await inEachDatabase(async (tables, title) => ({
    title,
    samples: await samplesIn(tables, sizes, CLAIMS[scale], quick ? 3 : rounds),
  }));
  return measured.map((result) => ('rows' in result ? result : tableOf(result, sizes)));
}

/** The p99 of each size in each round, in milliseconds. */
async function samplesIn(tables, sizes, claims, rounds) {
  const names = sizes.map((size) => `lianlian_bench_${process.pid}_${size}`);
  const inboxes = [];
  for (const [index, size] of sizes.entries()) {
    inboxes.push(await tables.make(names[index]));
    await tables.fill(names[index], 0, size, DAYS_AGO);
  }
  await tables.settle(names);
  const samples = sizes.map(() => []);
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < sizes.length; turn++) {
      const index = (Math.max(round, 0) + turn) % sizes.length;
      const p99 = percentile(await claimTimes(inboxes[index], sizes[index], claims, round), 0.99);
      // The first round opens connections and reads pages that are in no cache yet.
      if (round >= 0) samples[index].push(p99);
    }
  }
  return samples;
}

/** New keys at random places among those that are there: the hardest for an index, whose pages are seldom cached. */
async function claimTimes(inbox, size, claims, round) {
  const times = [];
  const worker = async (worked) => {
    for (let claim = worked; claim < claims; claim += AT_ONCE) {
      const key = `${keyOf(Math.floor(Math.random() * size))}-${round}-${claim}`;
      const begun = performance.now();
      const { status } = await inbox.once(key, OUTCOME, nothing);
      times.push(performance.now() - begun);
      if (status !== 'ran') throw new Error(`the key was ${status}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, worked) => worker(worked)));
  return times;
}

function tableOf({ title, samples }, sizes) {
  const medians = samples.map(median);
  const [least] = samples;
  const ratios = samples.map((each) => median(each.map((p99, round) => p99 / least[round])));
  const rowsOf = (size) => `${size.toLocaleString('en')} rows`;
  return {
    title: `${title}: p99 of a claim, median of ${least.length} rounds`,
    rows: sizes.map((size, index) => ({
      name: rowsOf(size),
      figure: `${medians[index].toFixed(2)} ms`,
      ratio: ratios[index],
    })),
    curve: {
      picture: 'claims',
      title: 'A claim in a table that grows, p99',
      x: { label: 'rows in the table', isLog: true },
      y: { label: 'milliseconds' },
      lines: [{ name: title, points: sizes.map((size, index) => [size, medians[index]]) }],
    },
    targets: [
      {
        what: `p99 at ${rowsOf(sizes.at(-1))}, of that at ${rowsOf(sizes[0])}`,
        value: ratios.at(-1),
        limit: 1.3,
        bound: 'at most',
      },
    ],
  };
}
