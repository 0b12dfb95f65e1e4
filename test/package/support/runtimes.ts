import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

import { npm } from './npm.js';

/** The runtimes beside Node that the package's calls are tested on. */
export const RUNTIMES = ['bun', 'deno'] as const;

declare module 'vitest' {
  interface ProvidedContext {
    /** The programs, as far as the npm registry has them for this machine. */
    runtimes: Readonly<Partial<Record<(typeof RUNTIMES)[number], string>>>;
  }
}

/** As packages with a lockfile of their own: CI installs them, and a fresh clone does not. */
const folder = fileURLToPath(new URL('../runtimes', import.meta.url));
const PROGRAMS = { bun: 'bun/bin/bun', deno: 'deno/deno' };

/** Installs the runtimes where nothing may be missing. */
export default async function setup(project: TestProject): Promise<void> {
  const isWanted = process.env['LIANLIAN_TEST_REQUIRE_ALL'] === '1';
  if (isWanted) await npm(folder, 'ci');
  const found = RUNTIMES.flatMap((name) => {
    const program = `${folder}/node_modules/${PROGRAMS[name]}`;
    return isWanted && existsSync(program) ? [[name, program] as const] : [];
  });
  project.provide('runtimes', Object.fromEntries(found));
}
