// npm run simulate -- [--worlds <n>] [--seed <n>] | --world <seed> | --mutants: see CONTRIBUTING.md.
import { parseArgs } from 'node:util';

import { runVitest } from './vitest.mjs';

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    world: { type: 'string' },
    mutants: { type: 'boolean', default: false },
  },
});
const { worlds, seed, world, mutants } = values;

const environment = { LIANLIAN_WORLDS: worlds, LIANLIAN_SEED: seed };
if (mutants) process.exitCode = runVitest(['--project', 'mutants'], environment);
else if (world === undefined) process.exitCode = runVitest(['--project', 'simulation'], environment);
else {
  const one = { LIANLIAN_WORLDS: '1', LIANLIAN_SEED: world, LIANLIAN_STORY: '1' };
  process.exitCode = runVitest(['--project', 'simulation'], one);
}
