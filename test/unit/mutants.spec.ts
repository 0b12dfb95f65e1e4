import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { MUTANTS } from '../simulation/mutants/mutants.js';

it.each(MUTANTS)('the simulator can still put this fault into the library: $name', ({ file, find }) => {
  const parts = readFileSync(`lib/${file}`, 'utf8').split(find);
  expect(parts).toHaveLength(2);
});
