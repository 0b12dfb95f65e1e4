import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { build as bundle } from 'vite';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const SHOP = 'test/e2e/processes/support/shop';
/** Within node_modules: what stands there finds the packages of this repository, as an app would. */
const BUILDS = join(root, 'node_modules/.cache/lianlian-processes');
const BUILD_LIMIT_MS = 180_000;

/** Entry points that the shop imports, where package.json does not name them (yet). */
const ENTRY_POINTS = {
  './redis': './dist/notifications/inbox/redis/index.js',
  './sql': './dist/notifications/inbox/sql/index.js',
  './bullmq': './dist/bullmq/index.js',
  './pg-boss': './dist/pg-boss/index.js',
};

const NOT_BUNDLED = [
  ...['@electric-sql/pglite', 'bullmq', 'ioredis', 'mysql2', 'pg'],
  // Nest asks whether these are installed.
  ...[
    '@nestjs/microservices',
    '@nestjs/websockets',
    '@nestjs/platform-socket.io',
    'class-transformer/storage',
  ],
];

interface PackageJson {
  readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * Builds the package and the shop of these tests, which imports it by its own name. Returns the shop's main file.
 *
 * Not in `dist`: a build there while these tests run would take the files from under their processes.
 */
export async function builtShop(): Promise<string> {
  const build = join(BUILDS, fingerprint());
  const lock = `${build}.lock`;
  for (const deadline = Date.now() + BUILD_LIMIT_MS; !existsSync(build);) {
    if (takes(lock)) {
      try {
        if (!existsSync(build)) await makeBuild(build);
      } finally {
        rmSync(lock, { recursive: true, force: true });
      }
    } else if (Date.now() > deadline) {
      throw new Error(`Another run seems to have been ended while it built: remove ${lock}.`);
    } else {
      // Another test file builds.
      await sleep(100);
    }
  }
  return join(build, 'bundle/main.mjs');
}

async function makeBuild(build: string): Promise<void> {
  removeOld();
  const unfinished = `${build}.${String(process.pid)}`;
  mkdirSync(unfinished, { recursive: true });
  const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
  // Types are checked by `npm run types`: here they would double the time.
  const options = ['--noCheck', '--declaration', 'false', '--outDir', join(unfinished, 'dist')];
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', ...options], {
    cwd: root,
    stdio: 'inherit',
  });
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageJson;
  writeFileSync(
    join(unfinished, 'package.json'),
    JSON.stringify({ ...manifest, exports: { ...ENTRY_POINTS, ...manifest.exports } }),
  );
  cpSync(join(root, SHOP), join(unfinished, 'shop'), { recursive: true });
  await bundleShop(unfinished);
  renameSync(unfinished, build);
}

/**
 * The shop, the package and Nest in one file: hundreds of processes are started, and each would spend most of its
 * start on reading a thousand files. What only one store needs stays a package of its own.
 */
async function bundleShop(folder: string): Promise<void> {
  await bundle({
    configFile: false,
    logLevel: 'error',
    root: folder,
    ssr: { noExternal: true, external: NOT_BUNDLED },
    build: {
      ssr: join(folder, 'shop/main.mjs'),
      outDir: join(folder, 'bundle'),
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'main.mjs', codeSplitting: false } },
    },
  });
}

/** Whatever decides over the build: names, sizes and times of its sources. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['lib', SHOP]) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort();
    for (const file of files) hash.update(stampOf(join(folder, file)));
  }
  return hash.update(stampOf('package.json')).digest('hex').slice(0, 16);
}

function stampOf(file: string): string {
  const { size, mtimeMs } = statSync(join(root, file));
  return `${file} ${String(size)} ${String(mtimeMs)}\n`;
}

function takes(lock: string): boolean {
  mkdirSync(BUILDS, { recursive: true });
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Builds of another day. Younger ones may be in use. */
function removeOld(): void {
  for (const name of readdirSync(BUILDS)) {
    const path = join(BUILDS, name);
    if (Date.now() - statSync(path).mtimeMs > 86_400_000) rmSync(path, { recursive: true, force: true });
  }
}
