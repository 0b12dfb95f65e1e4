// Builds lib into dist: the code in a few files, as ES modules and as CommonJS, its declarations, and what the sandbox
// reads; with --shop the sample shop too.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { bundle } from './build/bundle.mjs';
import { writeDeclarations } from './build/declarations.mjs';
import { keepLinesOfMaps } from './build/line-maps.mjs';
import { writePanel } from './build/panel.mjs';
import { writePeers } from './build/peers.mjs';
import { writeSandboxFiles } from './build/sandbox-files.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

/** @param {string} project a tsconfig @param {string} output the folder it fills @param {readonly string[]} flags */
function compile(project, output, ...flags) {
  execFileSync(process.execPath, [tsc, '-p', project, '--outDir', output, ...flags], {
    cwd: root,
    stdio: 'inherit',
  });
}

/** @param {string} emitted an empty folder that finds the packages of this one */
async function buildPackage(emitted) {
  compile('tsconfig.build.json', emitted, '--sourceMap');
  rmSync(`${root}dist`, { recursive: true, force: true });
  await bundle(emitted, `${root}dist`);
  keepLinesOfMaps(`${root}dist`);
  writeDeclarations(emitted, `${root}dist`);
  writePeers(`${root}dist`);
  await writePanel(`${root}lib/sandbox/panel`);
  writeSandboxFiles(`${root}lib/sandbox`, `${root}dist`);
  chmodSync(`${root}dist/cli/bin.js`, 0o755);
}

mkdirSync(`${root}node_modules/.cache`, { recursive: true });
const emitted = realpathSync(mkdtempSync(`${root}node_modules/.cache/lianlian-build-`));
try {
  await buildPackage(emitted);
  if (process.argv.includes('--shop')) {
    rmSync(`${root}sample-app/dist`, { recursive: true, force: true });
    compile('sample-app/tsconfig.json', 'sample-app/dist');
  }
} catch (error) {
  // The compiler has printed what is wrong.
  if (typeof error.status !== 'number') throw error;
  process.exitCode = error.status;
} finally {
  rmSync(emitted, { recursive: true, force: true });
}
