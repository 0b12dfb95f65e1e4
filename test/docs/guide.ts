import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { type Block, type Document, readDocument } from './markdown.js';

/** One file of the documentation. */
export interface Page extends Document {
  /** From the top of the repository: `docs/stores.md`. */
  readonly path: string;
}

/** Where the repository is. With slashes on Windows too, because the compiler names files so. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replaceAll('\\', '/');

/** The README in both languages, and the guide pages. The API reference is generated, and not among them. */
export const pages: readonly Page[] = [
  ...readdirSync(root).filter((name) => /^README(\.[\w-]+)?\.md$/.test(name)),
  ...readdirSync(`${root}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map((path) => ({ ...readDocument(readFileSync(`${root}${path}`, 'utf8'), path), path }));

/** All of it as one document: a name is told of, whichever page does. */
export const guide = {
  text: pages.map(({ text }) => text).join('\n\n'),
  blocks: pages.flatMap<Block>(({ blocks }) => blocks),
  globals: pages.map(({ globals }) => globals).join('\n'),
};
