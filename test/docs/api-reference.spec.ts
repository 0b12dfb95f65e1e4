import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, expect, it, vi } from 'vitest';

import { root } from './guide.js';
import { readDocument } from './markdown.js';

// TypeDoc compiles all of lib.
vi.setConfig({ testTimeout: 120_000 });

const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly exports: Readonly<Record<string, unknown>>;
};
const folder = mkdtempSync(join(tmpdir(), 'lianlian-reference-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What `npm run docs` makes. Rejects where a doc comment has a link to nothing, and says which. */
async function madeByTypeDoc(): Promise<Page[]> {
  const typedoc = join(fileURLToPath(import.meta.resolve('typedoc')), '../../bin/typedoc');
  const args = [typedoc, '--logLevel', 'Warn', '--out', folder];
  await promisify(execFile)(process.execPath, args, { cwd: root });
  return readdirSync(folder).map((name) => pageOf(name, readFileSync(join(folder, name), 'utf8')));
}

interface Page {
  readonly name: string;
  readonly links: ReadonlySet<string>;
  /** Those of its headings, and those that it brings along. */
  readonly anchors: ReadonlySet<string>;
}

function pageOf(name: string, text: string): Page {
  const { anchors, links } = readDocument(text, name);
  const own = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  return { name, links: new Set(links), anchors: new Set([...anchors, ...own]) };
}

it('the API reference can be made: a page for every entry point, and every link leads somewhere', async () => {
  const pages = await madeByTypeDoc();
  const entryPoints = Object.keys(manifest.exports).filter((path) => path !== './package.json');
  const expected = entryPoints.map((path) => `nestjs-lianlian${path.slice(1).replace('/', '.')}.md`);
  expect(pages.map(({ name }) => name).toSorted()).toEqual(['README.md', ...expected].toSorted());

  for (const { name, links } of pages) {
    const local = [...links].filter((link) => !link.startsWith('https://'));
    expect(local.length, name).toBeGreaterThan(0);
    const dangling = local.filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = pages.find((page) => page.name === (file === '' ? name : file));
      return target === undefined || (anchor !== undefined && !target.anchors.has(anchor));
    });
    expect(dangling, name).toEqual([]);
  }
});
