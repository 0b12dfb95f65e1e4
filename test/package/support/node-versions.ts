import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

import { npm } from './npm.js';

/** The versions of Node that the package is for. */
export const NODE_VERSIONS = ['20', '22', '24', '26'] as const;

declare module 'vitest' {
  interface ProvidedContext {
    /** The programs by their major version: this one, and those that the npm registry has for this machine. */
    nodes: Readonly<Partial<Record<(typeof NODE_VERSIONS)[number], string>>>;
  }
}

/** The other versions, as packages with a lockfile of their own: CI installs them, and a fresh clone does not. */
const folder = fileURLToPath(new URL('../nodes', import.meta.url));

/** Installs the other versions of Node where nothing may be missing. */
export default async function setup(project: TestProject): Promise<void> {
  const [own = ''] = process.versions.node.split('.');
  const isWanted = process.env['LIANLIAN_TEST_REQUIRE_ALL'] === '1';
  if (isWanted) await npm(folder, 'ci');
  const others = NODE_VERSIONS.filter((version) => isWanted && version !== own).flatMap((version) => {
    const program = `${folder}/node_modules/node-${version}/bin/node`;
    return existsSync(program) ? [[version, program] as const] : [];
  });
  project.provide('nodes', { ...Object.fromEntries(others), [own]: process.execPath });
}
