// Runs the tests with nothing skipped: what a test needs and this machine lacks is a failure.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, LIANLIAN_TEST_REQUIRE_ALL: '1' },
});
process.exitCode = status ?? 1;
