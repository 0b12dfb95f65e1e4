// Operations at a steady rate, however long the ones before them take.
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {object} Steady
 * @property {Float64Array} times in milliseconds from when each was due to its end, in the order they were due; NaN for
 * one that failed, or was not begun
 * @property {number} failures
 * @property {unknown} firstFailure
 * @property {number} mostPending of all that were under way at one time
 */

/**
 * Begins the operations when they are due: one that waits for its turn counts as slow.
 *
 * @param {object} load
 * @param {number} load.perSecond
 * @param {number} load.count how many in all
 * @param {(index: number) => Promise<unknown>} load.run
 * @param {number} [load.mostPending] ends the load when this number is under way: it is more than can be served
 * @param {() => boolean} [load.isOver] ends the load before its count
 * @returns {Promise<Steady>}
 */
export async function steadily({ perSecond, count, run, mostPending = Infinity, isOver = () => false }) {
  const times = new Float64Array(count).fill(NaN);
  const result = { times, failures: 0, firstFailure: undefined, mostPending: 0 };
  const start = performance.now();
  let begun = 0;
  let pending = 0;
  const one = async (index) => {
    pending++;
    result.mostPending = Math.max(result.mostPending, pending);
    try {
      await run(index);
      times[index] = performance.now() - start - (index * 1000) / perSecond;
    } catch (error) {
      result.failures++;
      result.firstFailure ??= error;
    }
    pending--;
  };
  while (begun < count && pending <= mostPending && !isOver()) {
    const due = Math.min(count, 1 + Math.floor(((performance.now() - start) * perSecond) / 1000));
    while (begun < due) void one(begun++);
    await sleep(1);
  }
  while (pending > 0) await sleep(5);
  return result;
}

/** The least of the numbers that so large a share of them does not exceed; those that are NaN are left out. */
export function percentile(numbers, share) {
  const sorted = Float64Array.from(numbers)
    .filter((number) => !Number.isNaN(number))
    .sort();
  return sorted.length === 0 ? NaN : sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}
