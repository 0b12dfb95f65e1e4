import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { describe, inject, it } from 'vitest';

const run = promisify(execFile);
const bin = (name: string): string =>
  fileURLToPath(new URL(`../../../node_modules/.bin/${name}`, import.meta.url));
const { tarball } = inject('packed');

/** Rejects, with what the tool printed, if the tool finds something. */
async function passes(tool: string, ...args: string[]): Promise<void> {
  await run(bin(tool), args).catch((error: unknown) => {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${tool}:\n${stdout}${stderr}`);
  });
}

describe('the packed package', () => {
  it('passes publint', () => passes('publint', 'run', tarball, '--strict'));

  // By import and by require, with every way that TypeScript resolves packages, the classic one included.
  it('passes attw', () => passes('attw', tarball, '--no-emoji', '--no-color'));
});
