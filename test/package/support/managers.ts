import { fileURLToPath } from 'node:url';

import { npm } from './npm.js';

/** Package managers beside npm, as packages with a lockfile of their own. Installed once, before any of them is at work. */
export const PROGRAMS = fileURLToPath(new URL('../managers/programs/', import.meta.url));

export default async function setup(): Promise<void> {
  await npm(PROGRAMS, 'ci');
}
