// npm run simulate -- [--worlds <n>] [--seed <n>] [--store redis|postgres|mariadb] | --world <seed> | --mutants: see CONTRIBUTING.md.
import { parseArgs } from 'node:util';

import { runVitest } from './vitest.mjs';

const { values } = parseArgs({
  options: {
    worlds: { type: 'string' },
    store: { type: 'string' },
    seed: { type: 'string', default: '1' },
    world: { type: 'string' },
    mutants: { type: 'boolean', default: false },
  },
});
const { seed, world, mutants, store } = values;
const STORES = ['redis', 'postgres', 'mariadb'];
if (store !== undefined && !STORES.includes(store)) throw new Error(`--store is one of ${STORES.join(', ')}`);
// A world in real time takes a second or two.
const { worlds = store === undefined ? '20000' : '20' } = values;

const environment = { LIANLIAN_WORLDS: worlds, LIANLIAN_SEED: seed, ...(store && { LIANLIAN_STORE: store }) };
if (mutants) process.exitCode = runVitest(['--project', 'mutants'], environment);
else if (world === undefined) process.exitCode = runVitest(['--project', 'simulation'], environment);
else {
  const one = { LIANLIAN_WORLDS: '1', LIANLIAN_SEED: world, LIANLIAN_STORY: '1' };
  process.exitCode = runVitest(['--project', 'simulation'], one);
}
