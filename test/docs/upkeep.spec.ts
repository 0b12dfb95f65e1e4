import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { root } from './guide.js';

const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const { scripts, engines, version } = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  engines: { node: string };
  version: string;
};
const yaml = ['workflows', 'ISSUE_TEMPLATE'].flatMap((folder) =>
  readdirSync(`${root}.github/${folder}`).map((name) => `.github/${folder}/${name}`),
);
const workflows = yaml.filter((path) => path.includes('workflows/'));
const forms = yaml.filter((path) => path.includes('ISSUE_TEMPLATE/') && !path.endsWith('config.yml'));

describe.each(workflows)('%s', (path) => {
  const text = read(path);

  it('runs scripts and files that exist', () => {
    const called = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(called.filter((name) => !(name in scripts))).toEqual([]);
    const files = [...text.matchAll(/(?:^|\s)((?:\.ci|scripts)\/[\w.-]+)/g)].map(([, name = '']) => name);
    expect(files.filter((name) => !existsSync(`${root}${name}`))).toEqual([]);
  });

  it('pins its actions, and may do no more than it needs, nor for longer', () => {
    const actions = [...text.matchAll(/uses: (\S+)/g)].map(([, name = '']) => name);
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((name) => !/@(v\d+|[0-9a-f]{40})/.test(name))).toEqual([]);
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
    const jobs = text.slice(text.indexOf('\njobs:')).match(/^ {2}\w+:$/gm) ?? [];
    expect(text.match(/^ {4}timeout-minutes: \d+$/gm)).toHaveLength(jobs.length);
  });
});

it('the tests run on every version of Node that is supported, on three systems', () => {
  const text = read('.github/workflows/ci.yml');
  expect(text).toContain('node: [20, 22, 24, 26]');
  expect(text).toContain('os: [ubuntu-latest, macos-latest, windows-latest]');
  expect(engines.node).toBe('>=20.19');
  expect(read('test/package/support/node-versions.ts')).toContain("['20', '22', '24', '26']");
});

it.each(forms)('%s asks for what the doctor prints, and for no secret', (path) => {
  const text = read(path);
  expect(text).toMatch(/^name: .+\ndescription: .+\nlabels: /);
  if (path.endsWith('feature.yml')) return;
  expect(text).toContain('npx nestjs-lianlian doctor');
  expect(text).toContain('Never post private keys');
});

it('Renovate leaves alone what needs a newer Node', () => {
  const { packageRules } = JSON.parse(read('renovate.json')) as {
    packageRules: { matchPackageNames?: string[]; enabled?: boolean }[];
  };
  const held = packageRules
    .filter(({ enabled }) => enabled === false)
    .flatMap((rule) => rule.matchPackageNames ?? []);
  expect(held).toEqual(expect.arrayContaining(['undici', 'vitest', 'typescript']));
});

it('a release fails unless tag, package.json and changelog agree', () => {
  const notes = (tag: string) =>
    spawnSync(process.execPath, [`${root}scripts/release-notes.mjs`, tag], { encoding: 'utf8' });
  expect(notes('v99.0.0')).toMatchObject({ status: 1, stdout: '' });
  expect(notes('v99.0.0').stderr).toContain(`package.json says ${version}`);
  const isReleased = read('CHANGELOG.md').includes(`## [${version}]`);
  expect(notes(`v${version}`).status).toBe(isReleased ? 0 : 1);
});

it.each(['test/package/nodes', 'test/package/managers/programs', '.'])(
  'the lockfile of %s names no download address',
  (folder) => {
    const lock = readFileSync(`${root}${folder}/package-lock.json`, 'utf8');
    expect(lock).toContain('"integrity"');
    expect(lock).not.toMatch(/"resolved": "https?:/);
  },
);
