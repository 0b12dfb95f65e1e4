// node scripts/examples/lock.mjs: brings the lockfiles of docs/examples and examples up to date with their package.json, with this
// package as it would be published now. They name no download addresses, and no hash of this package, which has none yet.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = 'nestjs-lianlian';
const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = ['docs/examples', 'examples'];

/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
/** @param {string} folder @param {string[]} args */
const npm = (folder, ...args) =>
  execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });

const work = mkdtempSync(join(tmpdir(), 'lianlian-examples-'));
try {
  npm(root, 'pack', '--silent', '--pack-destination', work);
  const tarball = `file:${join(work, readdirSync(work)[0] ?? '')}`;
  for (const folder of folders) {
    for (const name of readdirSync(join(root, folder))) {
      if (!existsSync(join(root, folder, name, 'package.json'))) continue;
      lock(join(root, folder, name), tarball);
      console.log(`${folder}/${name}/package-lock.json`);
    }
  }
} finally {
  rmSync(work, { recursive: true });
}

/** @param {string} example @param {string} tarball */
function lock(example, tarball) {
  const manifest = read(join(example, 'package.json'));
  const range = manifest.dependencies[PACKAGE];
  const folder = mkdtempSync(join(work, 'example-'));
  manifest.dependencies[PACKAGE] = tarball;
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const lockfile = join(example, 'package-lock.json');
  if (existsSync(lockfile)) copyFileSync(lockfile, join(folder, 'package-lock.json'));
  npm(
    folder,
    'install',
    '--package-lock-only',
    // What an app does after its installation needs the packages.
    '--ignore-scripts',
    '--omit-lockfile-registry-resolved',
    '--no-audit',
    '--no-fund',
  );
  const locked = read(join(folder, 'package-lock.json'));
  locked.packages[''].dependencies[PACKAGE] = range;
  const { resolved: _address, integrity: _hash, ...entry } = locked.packages[`node_modules/${PACKAGE}`];
  locked.packages[`node_modules/${PACKAGE}`] = entry;
  writeFileSync(lockfile, `${JSON.stringify(locked, undefined, 2)}\n`);
}
