import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly exports: Readonly<Record<string, unknown>>;
};

it('the API reference has a page for every entry point', () => {
  const entryPoints = Object.keys(manifest.exports).filter((path) => path !== './package.json');
  const expected = entryPoints.map((path) => `nestjs-lianlian${path.slice(1).replace('/', '.')}.html`);
  const pages = readdirSync(`${root}site/.vitepress/dist/api`).filter((name) => name.endsWith('.html'));
  expect(pages.toSorted()).toEqual(['index.html', ...expected].toSorted());
});
