// Runs the tests that npm test leaves out, with nothing skipped: what one of them needs and this machine lacks is a
// failure. With arguments (`--project browser`): only these.
import { runVitest } from './vitest.mjs';

/** One after the other: processes that are killed by the dozen would starve the others of time. */
const SLOW = ['package', 'browser', 'consumers', 'matrix', 'processes'];

const args = process.argv.slice(2);
const runs = args.length === 0 ? SLOW.map((name) => ['--project', name]) : [args];
const statuses = runs.map((run) => runVitest(run, { LIANLIAN_TEST_REQUIRE_ALL: '1' }));
process.exitCode = Math.max(...statuses);
if (args.length === 0)
  console.log(
    'npm test has the rest: unit, conformance, docs, attacks, end to end, one browser run. Each of these is on its own, because it installs much or takes long: package managers (npm run test:all -- --project managers), libraries (npm run test:libraries), another clock (npm run test:clock), the site (npm run docs:test), more worlds and the faults that they have to find (npm run simulate). .ci/full has them all.',
  );
