import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { transpile } from './compile-snippets.js';
import type { Block } from './markdown.js';

/** Ignored by git. One folder for each set of snippets, so that test files don't meet. */
const artifacts = fileURLToPath(new URL('../../artifacts/readme/', import.meta.url));

/** Snippets as files that run, and where they are: what a reader has who copied them. */
export function writeSnippets(blocks: readonly Block[], set: string): (file: string) => Promise<unknown> {
  const folder = `${artifacts}${set}/`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const block of blocks) {
    if (block.file !== undefined)
      writeFileSync(`${folder}${block.file.replace(/ts$/, 'js')}`, transpile(block));
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
