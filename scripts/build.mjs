// Builds lib into dist: the code in a few files, as ES modules and as CommonJS, its declarations, what the sandbox
// reads, and what `nest add` runs; with --shop the sample shop too.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { bundle } from './build/bundle.mjs';
import { writeDeclarations } from './build/declarations.mjs';
import { keepLinesOfMaps } from './build/line-maps.mjs';
import { writePanel } from './build/panel.mjs';
import { writePeers } from './build/peers.mjs';
import { writeSandboxFiles } from './build/sandbox-files.mjs';
import { writeSchematics } from './build/schematics.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

const PREFIX = 'lianlian-build-';
const LONGEST_BUILD_MS = 3_600_000;

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
  await writeSchematics(emitted, `${root}lib/schematics`, `${root}dist/schematics`);
  chmodSync(`${root}dist/cli/bin.js`, 0o755);
}

/** Removes what builds that were killed have left. @param {string} folder */
function sweep(folder) {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(PREFIX))) {
    const age = Date.now() - (statSync(folder + name, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > LONGEST_BUILD_MS) rmSync(folder + name, { recursive: true, force: true });
  }
}

const isForShop = process.argv.includes('--shop');
if (isForShop)
  console.log('Building the package and the sample shop first: some seconds up to a minute. 正在构建…');
const cache = `${root}node_modules/.cache/`;
mkdirSync(cache, { recursive: true });
sweep(cache);
const emitted = realpathSync(mkdtempSync(`${cache}${PREFIX}`));
try {
  await buildPackage(emitted);
  if (isForShop) {
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
