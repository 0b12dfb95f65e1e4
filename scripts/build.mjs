// Compiles lib into dist and puts the sandbox's data beside the code that reads it; with --shop the sample shop too.
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
  cpSync(`${root}lib/sandbox/data`, `${root}dist/sandbox/data`, { recursive: true });
  chmodSync(`${root}dist/sandbox/cli.js`, 0o755);
  if (process.argv.includes('--shop')) compile('sample-app/tsconfig.json', 'sample-app/dist');
} catch (error) {
  // The compiler has said what is wrong.
  if (typeof error.status !== 'number') throw error;
  process.exitCode = error.status;
}
