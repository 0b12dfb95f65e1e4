import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { npm, patiently } from '../support/npm.js';

const programs = fileURLToPath(new URL('./programs/', import.meta.url));

/** Runs pnpm, which is installed before, in a folder that is no part of this repository. */
export async function pnpm(folder: string, ...args: string[]): Promise<void> {
  await npm(programs, 'ci');
  const program = join(programs, 'node_modules/pnpm/bin/pnpm.cjs');
  await patiently(folder, process.execPath, [program, ...args, '--ignore-workspace']);
}
