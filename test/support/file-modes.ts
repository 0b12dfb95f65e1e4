import { stat } from 'node:fs/promises';

import { lacks } from './needs.js';

/** Whether tests of who may read a file must be skipped. */
export function lacksFileModes(tests: string): boolean {
  const missing = process.platform === 'win32' && 'modes of files, which Windows does not have';
  return lacks({ tests, missing, run: 'on Linux or macOS' });
}

/** Who may do what with a file: 0o600 is its owner alone, who may read and write. */
export async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}
