import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with the embedded database of a shop that has taken no order yet. */
    emptyShop: string;
  }
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Builds the package and the sample shop, which the browser tests start as `npm start` does, and an empty database. */
export default async function setup(project: TestProject): Promise<() => void> {
  execFileSync('npm', ['run', '--silent', 'prestart'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const folder = mkdtempSync(join(tmpdir(), 'empty-shop-'));
  await startAndStop(folder);
  project.provide('emptyShop', folder);
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}

async function startAndStop(folder: string): Promise<void> {
  const env = { ...process.env, PORT: '0', SHOP_DATA_DIR: folder };
  const child = spawn(process.execPath, ['sample-app/dist/main.js'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout }))
    if (line.includes('Open the shop')) break;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
