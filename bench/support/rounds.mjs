// Contestants in turns: every round runs each of them for a while, in another order, in one process.

/** How long one contestant runs in one round. */
const SLOT_MS = 60;

/** How long each runs before it counts: a server runs for days with compiled code, so all of them get to that point first. */
const WARM_UP_MS = 2000;

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {() => unknown} run one operation; a promise is awaited
 * @property {number} [atOnce] operations in flight; 1 by default
 *
 * @typedef {object} Figure medians of all rounds, per operation
 * @property {number} wallUs
 * @property {number} cpuUs of the whole process, its thread pool included
 *
 * @typedef {{ name: string, samples: Figure[] }} Result
 */

/**
 * @param {readonly Contestant[]} contestants
 * @param {{ rounds?: number, slotMs?: number }} [options]
 * @returns {Promise<Map<string, Result>>} by name
 */
export async function inRounds(contestants, { rounds = 15, slotMs = SLOT_MS } = {}) {
  const counts = new Map();
  for (const contestant of contestants) counts.set(contestant.name, await countFor(contestant, slotMs));
  const results = new Map(contestants.map(({ name }) => [name, { name, samples: [] }]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const contestant = contestants[(round + turn) % contestants.length];
      const sample = await measured(contestant, counts.get(contestant.name));
      results.get(contestant.name).samples.push(sample);
    }
  }
  return results;
}

/**
 * The median of the ratios of neighbours: what slows the machine down for a moment slows both down. Of processor
 * time by default, which other programs on the machine hardly change.
 *
 * @param {Result} one @param {Result} other @param {keyof Figure} figure
 */
export function ratioOf(one, other, figure = 'cpuUs') {
  return median(one.samples.map((sample, round) => sample[figure] / other.samples[round][figure]));
}

/** @param {Result} result @param {keyof Figure} figure */
export function medianOf({ samples }, figure = 'cpuUs') {
  return median(samples.map((sample) => sample[figure]));
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs it until it is warm, and returns how many operations fill a slot. */
async function countFor(contestant, slotMs) {
  const isWarmAt = performance.now() + WARM_UP_MS;
  let count = 16;
  for (;;) {
    const { wallUs } = await measured(contestant, count);
    const total = (wallUs * count) / 1000;
    if (performance.now() >= isWarmAt) return Math.max(1, Math.round(count * (slotMs / total)));
    if (total < slotMs) count *= 2;
  }
}

async function measured({ run, atOnce = 1 }, count) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await repeated(run, atOnce, count);
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wallUs: (wallMs * 1000) / count, cpuUs: (user + system) / count };
}

async function repeated(run, atOnce, count) {
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      const result = run();
      if (result instanceof Promise) await result;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
