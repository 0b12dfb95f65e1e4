/** What a test needs that a machine may lack, such as a browser or a database. */
export interface Need {
  /** The tests that need it: `the shop in a browser`. */
  readonly tests: string;
  /** What is missing here, or false if it is there. */
  readonly missing: string | false;
  /** How to run these tests: `npm run test:browser`. */
  readonly run: string;
}

/**
 * Whether tests must be skipped for want of something. Says what is skipped and how to run it.
 *
 * @throws Error under `npm run test:all`, where nothing is skipped
 * @example
 * describe.skipIf(lacks({ tests: 'the shop in a browser', missing: !chromium && 'Chromium', run: 'npm run test:browser' }))(…)
 */
export function lacks({ tests, missing, run }: Need): boolean {
  if (missing === false) return false;
  const report = `Not tested: ${tests}. Missing: ${missing}. To test it: ${run}`;
  if (process.env['LIANLIAN_TEST_REQUIRE_ALL'] === '1') throw new Error(report);
  console.warn(report);
  return true;
}
