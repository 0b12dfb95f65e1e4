import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, inject, it } from 'vitest';

const { tarball, folder } = inject('packed');
const KB = 1024;

const PACKED_KB = 490;
const UNPACKED_KB = 1_780;
const LOADED_KB = 515;

const sizeOf = (...files: readonly string[]): number =>
  files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

/** In bytes, with a tenth to spare over what was measured: what grows beyond it is a choice to be made. */
describe('the size', () => {
  it('of the packed package has a limit', () => {
    expect(statSync(tarball).size).toBeLessThan(PACKED_KB * KB);
  });

  it('of the unpacked package has a limit', () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const sizes = files.map((file) => statSync(join(file.parentPath, file.name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(UNPACKED_KB * KB);
  });

  it('of what an app loads at its start has a limit', () => {
    // The files are those that loaded.spec.ts sees loaded.
    expect(sizeOf('dist/index.js', 'dist/chunks/base.js', 'dist/chunks/module.js')).toBeLessThan(
      LOADED_KB * KB,
    );
  });
});
