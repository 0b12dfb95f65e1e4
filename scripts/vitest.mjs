import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

/**
 * Runs Vitest once, and says how it ended.
 *
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} environment added to this one
 * @param {string} node the program that runs it
 */
export function runVitest(args, environment = {}, node = process.execPath) {
  const { status } = spawnSync(node, [vitest, 'run', ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status ?? 1;
}
