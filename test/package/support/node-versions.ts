import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/** The versions of Node that the package is for. */
export const NODE_VERSIONS = ['20', '22', '24'] as const;

declare module 'vitest' {
  interface ProvidedContext {
    /** The programs by their major version: this one, and those that the npm registry has for this machine. */
    nodes: Readonly<Partial<Record<(typeof NODE_VERSIONS)[number], string>>>;
  }
}

/** Installs the other versions of Node from the npm registry, for as long as the tests run. */
export default function setup(project: TestProject): (() => void) | undefined {
  const [own = ''] = process.versions.node.split('.');
  if (process.env['LIANLIAN_TEST_REQUIRE_ALL'] !== '1') {
    project.provide('nodes', { [own]: process.execPath });
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'lianlian-nodes-'));
  const others = NODE_VERSIONS.filter((version) => version !== own).flatMap((version) => {
    const program = install(version, join(folder, version));
    return program === undefined ? [] : [[version, program] as const];
  });
  project.provide('nodes', { ...Object.fromEntries(others), [own]: process.execPath });
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}

/** The program, or undefined where the registry has none for this machine. */
function install(version: string, folder: string): string | undefined {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const dependencies = { node: `npm:node-${platform}-${process.arch}@^${version}` };
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  try {
    const quick = ['--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'];
    execFileSync('npm', ['install', ...quick], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch {
    return undefined; // npm has said why
  }
  return join(folder, 'node_modules/node/bin/node');
}
