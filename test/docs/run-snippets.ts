import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { transpile } from './compile-snippets.js';
import type { Block } from './markdown.js';

/** Ignored by git. One folder for each set of snippets, so that test files don't meet. */
const artifacts = fileURLToPath(new URL('../../artifacts/readme/', import.meta.url));

/** Snippets as files that run, and where they are: what a reader has who copied them. */
export function writeSnippets(blocks: readonly Block[], set: string): (file: string) => Promise<unknown> {
  const folder = `${artifacts}${set}/`;
  rmSync(folder, { recursive: true, force: true });
  for (const block of blocks) {
    if (block.file === undefined) continue;
    const file = `${folder}${block.file.replace(/ts$/, 'js')}`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, transpile(block));
  }
  return (file) => import(/* @vite-ignore */ pathToFileURL(`${folder}${file}`).href) as Promise<unknown>;
}

/** A port that was free a moment ago: a notification address has to be known before the app listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
