import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { PROGRAMS } from '../support/managers.js';
import { INSTALL_TIMEOUT_MS } from '../support/npm.js';

const { tarball } = inject('packed');
const { version, peerDependencies, peerDependenciesMeta } = createRequire(import.meta.url)(
  '../../../package.json',
) as {
  version: string;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, unknown>;
};

/** What an app has anyway. Optional integrations are not among it. */
const peers = Object.fromEntries(
  Object.entries(peerDependencies).filter(([name]) => !(name in peerDependenciesMeta)),
);
const app = {
  name: 'app',
  version,
  private: true,
  dependencies: { ...peers, 'nestjs-lianlian': `file:${tarball}` },
};

const FORMATS = [
  [
    'an import',
    [
      '--input-type=module',
      '-e',
      "import('nestjs-lianlian').then((m) => console.log(typeof m.LianlianModule))",
    ],
  ],
  ['a require', ['-e', "console.log(typeof require('nestjs-lianlian').LianlianModule)"]],
  [
    'the sandbox',
    [
      '--input-type=module',
      '-e',
      "import('nestjs-lianlian/testing').then((m) => console.log(typeof m.LianlianSandbox))",
    ],
  ],
] as const;

describe.each([
  ['npm', 'npm', ['install', '--no-audit', '--no-fund']],
  [
    'pnpm',
    process.execPath,
    [join(PROGRAMS, 'node_modules/pnpm/bin/pnpm.cjs'), 'install', '--ignore-workspace'],
  ],
  [
    'yarn',
    process.execPath,
    [join(PROGRAMS, 'node_modules/yarn/bin/yarn.js'), 'install', '--non-interactive', '--ignore-engines'],
  ],
] as const)('an app whose packages are installed by %s', (_name, program, args) => {
  const folder = mkdtempSync(join(tmpdir(), 'lianlian-app-'));
  beforeAll(() => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify(app));
    execFileSync(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  }, INSTALL_TIMEOUT_MS);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(FORMATS)('loads the package by %s', (_format, call) => {
    expect(execFileSync(process.execPath, call, { cwd: folder, encoding: 'utf8' })).toBe('function\n');
  });
});
