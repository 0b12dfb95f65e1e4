import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

import type { TestProject } from 'vitest/node';

const site = fileURLToPath(new URL('../../../site', import.meta.url));

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built site is served: `http://127.0.0.1:4173`. */
    siteUrl: string;
  }
}

/** Serves the built site, as `vitepress preview` does. */
export default async function setup(project: TestProject): Promise<() => void> {
  if (!existsSync(`${site}/.vitepress/dist/index.html`)) {
    throw new Error('There is no built site. npm run docs:test builds it.');
  }
  const port = await freePort();
  const args = [
    'node_modules/vitepress/bin/vitepress.js',
    'preview',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
  ];
  const server = spawn(process.execPath, args, { cwd: site, stdio: ['ignore', 'ignore', 'inherit'] });
  const siteUrl = `http://127.0.0.1:${String(port)}`;
  await answered(siteUrl);
  project.provide('siteUrl', siteUrl);
  return () => {
    server.kill();
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}

async function answered(url: string): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok === true) return;
    if (Date.now() > end) throw new Error(`The site does not answer at ${url}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
