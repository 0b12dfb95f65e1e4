import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { root } from './guide.js';

interface Rule {
  readonly description: string;
  readonly matchPackageNames?: readonly string[] | undefined;
  readonly allowedVersions?: string | undefined;
}

const read = (path: string): unknown => JSON.parse(readFileSync(`${root}${path}`, 'utf8'));
const {
  extends: presets,
  packageRules,
  ignorePaths,
} = read('renovate.json') as {
  readonly extends: readonly string[];
  readonly packageRules: readonly Rule[];
  readonly ignorePaths: readonly string[];
};
const { dependencies, devDependencies } = read('package.json') as Readonly<
  Record<string, Readonly<Record<string, string>>>
>;
const installed = Object.entries({ ...dependencies, ...devDependencies });

describe('what Renovate is told', () => {
  it('has the presets that pin actions, keep the lockfile fresh, and write Conventional commits', () => {
    expect(presets).toEqual(
      expect.arrayContaining([
        'helpers:pinGitHubActionDigests',
        ':dependencyDashboard',
        ':maintainLockFilesWeekly',
        ':semanticCommits',
        'schedule:weekly',
      ]),
    );
  });

  it('covers the lockfiles of examples and tests, which config:recommended leaves out by their folders', () => {
    // The list stands in place of the preset's.
    expect(ignorePaths).toEqual(['**/node_modules/**']);
  });

  it('gives a reason for each rule', () => {
    for (const { description } of packageRules) expect(description).toMatch(/\w.*\.$/);
  });

  it('names packages that are installed', () => {
    const named = packageRules.flatMap(({ matchPackageNames = [] }) => matchPackageNames);
    const missing = named.filter((name) => {
      const scope = name.replace(/\*\*$/, '');
      return (
        name !== 'node' &&
        !installed.some(([each]) => each === name || (scope !== name && each.startsWith(scope)))
      );
    });
    expect(missing).toEqual([]);
  });

  it.each([
    ['undici', '<8', /^\^7\./],
    ['vitest', '<5', /^\^4\./],
    ['@angular-devkit/schematics', '<20', /^\^19\./],
    ['typescript', '~6.0', /^~6\.0\./],
    ['@types/node', '<21', /^\^20\./],
  ])('holds %s at %s, as package.json does', (name, allowed, range) => {
    const rules = packageRules.filter(({ matchPackageNames }) => matchPackageNames?.includes(name));
    expect(rules.flatMap(({ allowedVersions }) => allowedVersions ?? [])).toEqual([allowed]);
    expect(installed.find(([each]) => each === name)?.[1]).toMatch(range);
  });
});
