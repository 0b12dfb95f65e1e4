// Runs the tests that need no server with the clock on the last minute of a leap day in China: midnight passes while
// they run. In two zones, on either side of China's. It needs libfaketime (Debian: apt-get install faketime).
import { existsSync, readdirSync } from 'node:fs';

import { runVitest } from './vitest.mjs';

/** Where it is noon of the same day then, by an hour that is no whole one; and where it is the next morning. */
const ZONES = ['America/St_Johns', 'Pacific/Kiritimati'];
const LAST_MINUTE = Date.parse('2028-02-29T23:59:00+08:00');
/** The library that shows a process another time. */
function libfaketime() {
  const folders = readdirSync('/usr/lib').map((name) => `/usr/lib/${name}/faketime/libfaketimeMT.so.1`);
  const found = process.env['LIBFAKETIME'] ?? folders.find((path) => existsSync(path));
  if (found === undefined) throw new Error('libfaketime is missing: apt-get install faketime');
  return found;
}

/** @param {string} timeZone the server's @param {string[]} args for Vitest */
function run(timeZone, args) {
  const seconds = Math.round((LAST_MINUTE - Date.now()) / 1_000);
  console.log(`\nThe last minute of 29 February 2028 in China, on a machine in ${timeZone}`);
  return runVitest(['--project', 'source', ...args], {
    // What talks to servers keeps their time: vitest.config.ts leaves it out.
    LIANLIAN_TEST_CLOCK: '1',
    TZ: timeZone,
    LD_PRELOAD: libfaketime(),
    // Of every process alike, children of tests included.
    FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}s`,
    // Timers and time-outs take as long as ever.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  });
}

const statuses = ZONES.map((zone) => run(zone, process.argv.slice(2)));
process.exitCode = Math.max(...statuses);
