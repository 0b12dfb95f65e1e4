import { readdirSync, readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { root } from './guide.js';
import { readDocument } from './markdown.js';

/** The generated pages, with the anchors that they bring along. `npm run docs:check` holds them against the code. */
const pages = readdirSync(`${root}docs/api`).map((name) => {
  const text = readFileSync(`${root}docs/api/${name}`, 'utf8');
  const { anchors, links } = readDocument(text, name);
  const own = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  return { name, links: new Set(links), anchors: new Set([...anchors, ...own]) };
});

const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly exports: Readonly<Record<string, unknown>>;
};

it('the API reference has a page for every entry point', () => {
  const entryPoints = Object.keys(manifest.exports).filter((path) => path !== './package.json');
  const expected = entryPoints.map((path) => `nestjs-lianlian${path.slice(1).replace('/', '.')}.md`);
  expect(pages.map(({ name }) => name).toSorted()).toEqual(['README.md', ...expected].toSorted());
});

it.each(pages)('every link in $name of the API reference leads somewhere', ({ name, links }) => {
  const local = [...links].filter((link) => !link.startsWith('https://'));
  expect(local.length).toBeGreaterThan(0);
  const dangling = local.filter((link) => {
    const [file = '', anchor] = link.split('#');
    const target = pages.find((page) => page.name === (file === '' ? name : file));
    return target === undefined || (anchor !== undefined && !target.anchors.has(anchor));
  });
  expect(dangling).toEqual([]);
});
