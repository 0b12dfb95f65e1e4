import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, inject, it } from 'vitest';

const { tarball, folder } = inject('packed');
const KB = 1024;

/**
 * The code is in it twice, as ES modules and as CommonJS (some 300 KB each), because one of the two alone leaves out
 * either Jest or bundlers that make ES modules. What needs no second copy has none: declarations (110 KB), the sandbox's
 * data and pages (40 KB), the control panel with the library that draws it (40 KB), the command in its two languages. Source
 * maps of lines alone are 30 KB.
 */
const PACKED_KB = 1_070;
const UNPACKED_KB = 4_340;
const LOADED_KB = 740;
/** What `require` adds to names and calls makes it larger than the ES modules. */
const LOADED_COMMONJS_KB = 810;

const sizeOf = (...files: readonly string[]): number =>
  files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

/** In bytes, with a twentieth to spare over what was measured: what grows beyond it is a choice to be made. */
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
    const commonJs = ['index.js', 'chunks/base.js', 'chunks/module.js', 'chunks/rolldown-runtime.js'];
    expect(sizeOf(...commonJs.map((file) => `dist/cjs/${file}`))).toBeLessThan(LOADED_COMMONJS_KB * KB);
  });
});
