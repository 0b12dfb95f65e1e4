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
  ...['docs/', 'docs/zh/'].flatMap((folder) =>
    readdirSync(`${root}${folder}`)
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}${name}`),
  ),
].map((path) => ({ ...readDocument(readFileSync(`${root}${path}`, 'utf8'), path), path }));

/** Guide pages in Chinese, each with the page that it translates: its snippets are the same. */
export const translations: readonly (readonly [translation: Page, original: Page])[] = pages
  .filter(({ path }) => path.startsWith('docs/zh/'))
  .map((page) => [page, originalOf(page)] as const);

/** All of it in English, as one document: a name is told of, whichever page does. */
export const guide = documentOf(pages.filter(({ path }) => !path.startsWith('docs/zh/')));

/** The guide with the translations in the places of their originals. */
export const translatedGuide = documentOf(
  pages.filter((page) => !translations.some(([, original]) => original === page)),
);

function originalOf({ path }: Page): Page {
  const original = pages.find((page) => page.path === path.replace('docs/zh/', 'docs/'));
  if (original === undefined) throw new Error(`${path} has no original in docs`);
  return original;
}

function documentOf(documents: readonly Page[]): Pick<Document, 'text' | 'blocks' | 'globals'> {
  return {
    text: documents.map(({ text }) => text).join('\n\n'),
    blocks: documents.flatMap<Block>(({ blocks }) => blocks),
    globals: documents.map(({ globals }) => globals).join('\n'),
  };
}
