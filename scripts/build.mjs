// Compiles lib into dist and puts the files that the sandbox reads beside its code; with --shop the sample shop too.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

/** @param {string} project a tsconfig @param {string} output the folder it fills */
function compile(project, output) {
  rmSync(`${root}${output}`, { recursive: true, force: true });
  execFileSync(process.execPath, [tsc, '-p', project], { cwd: root, stdio: 'inherit' });
}

try {
  compile('tsconfig.build.json', 'dist');
  // What is read at run time and no compiler carries over.
  for (const folder of ['data', 'pages/assets', 'panel/client']) {
    cpSync(`${root}lib/sandbox/${folder}`, `${root}dist/sandbox/${folder}`, { recursive: true });
  }
  chmodSync(`${root}dist/cli/bin.js`, 0o755);
  if (process.argv.includes('--shop')) compile('sample-app/tsconfig.json', 'sample-app/dist');
} catch (error) {
  // The compiler has said what is wrong.
  if (typeof error.status !== 'number') throw error;
  process.exitCode = error.status;
}
