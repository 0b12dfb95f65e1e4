import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { root } from './guide.js';

it.each(['test/package/nodes', 'test/package/runtimes', 'test/package/managers/programs', '.'])(
  'the lockfile of %s names no download address',
  (folder) => {
    const lock = readFileSync(`${root}${folder}/package-lock.json`, 'utf8');
    expect(lock).toContain('"integrity"');
    expect(lock).not.toMatch(/"resolved": "https?:/);
  },
);
