import fc from 'fast-check';
import { vi } from 'vitest';

/**
 * How often a property is tried. Few times by default, so that the folder is done within a minute or two;
 * `LIANLIAN_FUZZ_RUNS=20000 npx vitest run --project source test/attacks` tries each at least that often.
 *
 * A failure prints its seed and path; `fc.assert(property, { ...fuzz(1), seed, path })` repeats it.
 */
const WANTED_RUNS = Number(process.env['LIANLIAN_FUZZ_RUNS'] ?? 0);

// A run costs a few milliseconds, and many times that on a machine that is busy.
vi.setConfig({ testTimeout: 180_000 + WANTED_RUNS * 50 });

export function fuzz(runs: number): fc.Parameters<unknown> {
  return { numRuns: Math.max(runs, WANTED_RUNS) };
}

/** Tries an asynchronous property with generated values. */
export async function holds<Values extends [unknown, ...unknown[]]>(
  runs: number,
  arbitraries: { [Index in keyof Values]: fc.Arbitrary<Values[Index]> },
  check: (...values: Values) => Promise<void>,
): Promise<void> {
  await fc.assert(fc.asyncProperty(...arbitraries, check), fuzz(runs) as fc.Parameters<Values>);
}
