import { join } from 'node:path';

import { PROGRAMS } from '../support/managers.js';
import { patiently } from '../support/npm.js';

/** Runs pnpm in a folder that is no part of this repository. */
export async function pnpm(folder: string, ...args: string[]): Promise<void> {
  const program = join(PROGRAMS, 'node_modules/pnpm/bin/pnpm.cjs');
  await patiently(folder, process.execPath, [program, ...args, '--ignore-workspace']);
}
