import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { MUTANTS, pathOf } from '../simulation/mutants/mutants.js';

it.each(MUTANTS)('the simulator can still put this fault into the library: $name', (mutant) => {
  const parts = readFileSync(pathOf(mutant), 'utf8').split(mutant.find);
  expect(parts).toHaveLength(2);
});
