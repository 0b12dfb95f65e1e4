// Builds lib into dist: the declarations as the compiler emits them, the code in a few files, and beside it the files
// that the sandbox reads; with --shop the sample shop too.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { bundle } from './bundle.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

/** @param {string} project a tsconfig @param {string} output the folder it fills */
function compile(project, output) {
  execFileSync(process.execPath, [tsc, '-p', project, '--outDir', output], { cwd: root, stdio: 'inherit' });
}

/** @param {string} emitted an empty folder that finds the packages of this one */
async function buildPackage(emitted) {
  compile('tsconfig.build.json', emitted);
  rmSync(`${root}dist`, { recursive: true, force: true });
  cpSync(emitted, `${root}dist`, {
    recursive: true,
    filter: (path) => path.endsWith('.d.ts') || statSync(path).isDirectory(),
  });
  await bundle(emitted, `${root}dist`);
  // What is read at run time and no compiler carries over.
  for (const folder of ['data', 'pages/assets', 'panel/client']) {
    cpSync(`${root}lib/sandbox/${folder}`, `${root}dist/sandbox/${folder}`, {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
  }
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
