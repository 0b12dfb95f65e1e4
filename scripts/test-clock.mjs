// Runs the tests that need no server with the clock on the last minute of a leap day in China: midnight passes while
// they run. All of them where it is the next morning then; and those that read or write times where it is noon of the same
// day, by an hour that is no whole one. Nothing else can tell the two zones apart: no code asks a Date for the machine's
// time, which `npm run lint` sees to. `--zone` and one of them runs that alone; other arguments are Vitest's. It needs
// libfaketime (Debian: apt-get install faketime).
import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { runVitest } from './vitest.mjs';

/** Where times are read, written, compared or shown. */
const TIMES = [
  ...['test/unit', 'test/conformance', 'test/e2e/sandbox', 'test/e2e/shop', 'test/e2e/cli'],
  ...['test/e2e/queries', 'test/e2e/sweeper', 'test/e2e/reports'],
];

const RUNS = [
  { zone: 'Pacific/Kiritimati', folders: [] },
  { zone: 'America/St_Johns', folders: TIMES },
];
const LAST_MINUTE = Date.parse('2028-02-29T23:59:00+08:00');
/** The library that shows a process another time. */
function libfaketime() {
  const folders = readdirSync('/usr/lib').map((name) => `/usr/lib/${name}/faketime/libfaketimeMT.so.1`);
  const found = process.env['LIBFAKETIME'] ?? folders.find((path) => existsSync(path));
  if (found === undefined) throw new Error('libfaketime is missing: apt-get install faketime');
  return found;
}

/** @param {typeof RUNS[number]} run @param {string[]} args for Vitest */
function runIn({ zone, folders }, args) {
  const seconds = Math.round((LAST_MINUTE - Date.now()) / 1_000);
  console.log(`\nThe last minute of 29 February 2028 in China, on a machine in ${zone}`);
  return runVitest(['--project', 'source', ...(args.length === 0 ? folders : args)], {
    // What talks to servers keeps their time: vitest.config.ts leaves it out.
    LIANLIAN_TEST_CLOCK: '1',
    TZ: zone,
    LD_PRELOAD: libfaketime(),
    // Of every process alike, children of tests included.
    FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}s`,
    // Timers and time-outs take as long as ever.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  });
}

const { values, positionals } = parseArgs({
  options: { zone: { type: 'string' } },
  allowPositionals: true,
});
const runs = RUNS.filter(({ zone }) => values.zone === undefined || zone === values.zone);
if (runs.length === 0) throw new Error(`--zone is one of ${RUNS.map(({ zone }) => zone).join(', ')}`);
process.exitCode = Math.max(...runs.map((run) => runIn(run, positionals)));
