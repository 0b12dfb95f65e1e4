import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { root } from './guide.js';

const examples = ['docs/examples', 'examples']
  .flatMap((folder) => readdirSync(`${root}${folder}`).map((name) => `${folder}/${name}`))
  .filter((folder) => existsSync(`${root}${folder}/package.json`));

it.each([
  'test/package/nodes',
  'test/libraries',
  'test/package/runtimes',
  'test/package/managers/programs',
  'site',
  '.',
  ...examples,
])('the lockfile of %s names no download address', (folder) => {
  const lock = readFileSync(`${root}${folder}/package-lock.json`, 'utf8');
  expect(lock).toContain('"integrity"');
  expect(lock).not.toMatch(/"resolved": "https?:/);
});

it.each(examples)('the lockfile of %s is that of its package.json, with this package', (folder) => {
  const read = (path: string) =>
    JSON.parse(readFileSync(`${root}${path}`, 'utf8')) as Readonly<Record<string, Record<string, unknown>>>;
  const { dependencies, devDependencies } = read(`${folder}/package.json`);
  const { packages } = read(`${folder}/package-lock.json`);
  const own = read('package.json');
  // node scripts/examples/lock.mjs brings them up to date.
  expect(packages).toMatchObject({
    '': { dependencies, devDependencies },
    'node_modules/nestjs-lianlian': {
      dependencies: own['dependencies'],
      peerDependencies: own['peerDependencies'],
    },
  });
});
