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

/** Guide pages in Chinese, each with the page that it translates: its snippets are the same. */
export const translations: readonly (readonly [translation: Page, original: Page])[] = pages.flatMap(
  (page) => {
    const original = pages.find(
      ({ path }) => isGuide(path) && path === page.path.replace('.zh-CN.md', '.md'),
    );
    return original === undefined || original === page ? [] : [[page, original] as const];
  },
);

/** All of it in one language, as one document: a name is told of, whichever page does. */
export const guide = documentOf(
  pages.filter((page) => !translations.some(([translation]) => translation === page)),
);

/** The guide with a translation in the place of its original. */
export function guideWith(translation: Page, original: Page): Pick<Document, 'text' | 'blocks' | 'globals'> {
  const blocks = guide.blocks.filter(({ path }) => path !== original.path);
  return { ...guide, blocks: [...blocks, ...translation.blocks] };
}

function documentOf(documents: readonly Page[]): Pick<Document, 'text' | 'blocks' | 'globals'> {
  return {
    text: documents.map(({ text }) => text).join('\n\n'),
    blocks: documents.flatMap<Block>(({ blocks }) => blocks),
    globals: documents.map(({ globals }) => globals).join('\n'),
  };
}

function isGuide(path: string): boolean {
  return path.startsWith('docs/');
}
